// A script that strays.pty.test.ts preloads into the built program: on SIGUSR2 it prints as careless
// libraries do.
process.on('SIGUSR2', () => {
  console.log('printed by', { a: 'library' });
  console.error('an error printed, with bp_pat_1234567890abcdef');
  process.emitWarning('this is old', 'DeprecationWarning', 'DEP9999');
});
