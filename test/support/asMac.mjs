// A preload for `node --import` that makes a process believe it runs on macOS, where `ps` shows
// when processes started.
Object.defineProperty(process, 'platform', { value: 'darwin' });
