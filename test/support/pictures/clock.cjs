// A preload for the pictures: the program's clock always starts at the same time.
const start = Date.parse('2026-11-22T12:00:00Z');
const RealDate = Date;
const now = () => Math.floor(start + performance.now());

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }
  static now() {
    return now();
  }
};
