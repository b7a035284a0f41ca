// A preload for Windows' Node under Wine, where setting a socket's keep-alive fails.
require('node:net').Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
