// Preloaded with `node --import`: a process that takes its system for macOS, whose processes are asked of `ps`.
Object.defineProperty(process, 'platform', { value: 'darwin' });
