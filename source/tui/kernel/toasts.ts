// The next toast, which may keep what the toast before offered, such as an undo. Pure.
import type { Toast, ToastRequest } from '../contract/effects.ts';

/** Milliseconds after which toasts disappear; errors stay until Esc. */
const toastTime = 4000;

/** Toasts that offer something stay for long enough to be read and thought about. */
const offerTime = 15_000;

/** @param now epoch milliseconds */
export const nextToast = (request: ToastRequest, before: Toast | null, now: number): Toast =>
  withOffer(toastFor(request, now), before);

function toastFor({ type: _, ...toast }: ToastRequest, now: number): Toast {
  const time = toast.offer === undefined ? toastTime : offerTime;
  return { ...toast, until: toast.tone === 'error' ? null : now + time };
}

/** A new toast takes over the offer of the one before: a user who did something else may still want it. */
function withOffer(toast: Toast, before: Toast | null): Toast {
  if (before?.offer === undefined || toast.offer !== undefined || toast.endsOffer) return toast;
  const { offer, until } = before;
  const isLasting = toast.until === null || until === null;
  const last = isLasting ? null : Math.max(toast.until ?? 0, until ?? 0);
  return { ...toast, offer, isCarried: true, until: last };
}
