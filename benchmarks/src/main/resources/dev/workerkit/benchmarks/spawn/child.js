// Sends back what it receives; ends when its parent does.
process.on('message', (message) => process.send(message));
process.on('disconnect', () => process.exit(0));
