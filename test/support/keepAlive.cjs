// Preloaded into Windows' Node under Wine, which refuses to keep a socket alive.
require('node:net').Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
