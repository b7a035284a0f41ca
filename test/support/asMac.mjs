// Preloaded with `node --import`: makes a process believe that its system is macOS, where `ps` shows the
// start of processes.
Object.defineProperty(process, 'platform', { value: 'darwin' });
