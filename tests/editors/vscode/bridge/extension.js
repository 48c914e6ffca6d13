// Runs functions of the tests in the extension host, with the editor's interface as the first argument. The tests
// listen on the socket. Arguments and results must be valid JSON.

const net = require("node:net");
const readline = require("node:readline");
const vscode = require("vscode");

exports.activate = () => {
  const socket = net.connect(process.env.TEMPLE_TEST_SOCKET);
  socket.on("error", () => {});
  readline.createInterface(socket).on("line", async (line) => {
    const { id, source, parameters } = JSON.parse(line);
    const answer = { id };
    try {
      answer.result = await new Function(`return (${source})`)()({ vscode, require }, ...parameters);
    } catch (error) {
      answer.error = String(error?.stack ?? error);
    }
    socket.write(`${JSON.stringify(answer)}\n`);
  });
};
