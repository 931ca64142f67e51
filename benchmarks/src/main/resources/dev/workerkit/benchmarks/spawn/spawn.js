// Forks a child when told to, and says when the child has answered.
const { fork } = require('child_process');
const path = require('path');
const lines = require('readline').createInterface({ input: process.stdin });

let child;
lines.on('line', (order) => {
  if (order === 'spawn') {
    child = fork(path.join(__dirname, 'child.js'));
    child.once('message', () => console.log('spawned'));
    child.send('hello');
  } else {
    child.once('exit', () => console.log('ended'));
    child.kill('SIGKILL');
  }
});
lines.on('close', () => process.exit(0));
