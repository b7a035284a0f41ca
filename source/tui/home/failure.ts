// The toast about what failed, or was called off.
import type { AppError } from '../../errors.ts';
import type { ToastRequest } from '../contract/effects.ts';

/** What went wrong and the next step; it stays until Esc, but for what somebody wanted. */
export function failureToast({ kind, message, hint }: AppError): ToastRequest {
  const tone = kind === 'cancelled' ? 'info' : 'error';
  return { type: 'toast', tone, text: hint ? `${message}. ${hint}` : message };
}
