import assert from "node:assert/strict";
import { test } from "node:test";
import { byBlock, byLanguage, type Group, type Grouped } from "./groups";

/** A file with one line from each of these lines of the Templefile. */
function file(path: string, ...lines: number[]): Grouped {
  const language = path.split(".").at(-1) ?? "";
  const origins = lines.map((line) => ({
    lines: [0, 0] as [number, number],
    source: { start: { line, character: 0 }, end: { line, character: 1 } },
  }));
  return { path, language, origins };
}

const book = { name: "Book", first: 10, last: 19 };
const order = { name: "Order", first: 20, last: 29 };

function check(groups: Group<Grouped>[], expected: Record<string, string[]>) {
  assert.deepEqual(
    Object.fromEntries(groups.map(({ label, files }) => [label, files.map(({ path }) => path)])),
    expected,
  );
}

test("a file is in the group of the block that it comes from and is named after", () => {
  const files = [file("book/Dockerfile", 10, 11, 1), file("shop-order-db/init.sql", 22), file("deploy.sh", 1)];
  check(byBlock(files, [book, order]), {
    System: ["deploy.sh"],
    Book: ["book/Dockerfile"],
    Order: ["shop-order-db/init.sql"],
  });
});

test("a file of all blocks is of the system, also where there is one block only", () => {
  check(byBlock([file("docker-compose.yml", 10, 20)], [book, order]), { System: ["docker-compose.yml"] });
  check(byBlock([file("docker-compose.yml", 10, 11)], [book]), { System: ["docker-compose.yml"] });
});

test("a block that mentions another does not take its files", () => {
  check(byBlock([file("order/config.json", 20, 21, 10)], [book, order]), { Order: ["order/config.json"] });
});

test("without an outline, all files are of the system", () => {
  check(byBlock([file("book/Dockerfile", 10)], []), { System: ["book/Dockerfile"] });
});

test("files are grouped by the name of their language, in the order of names", () => {
  const files = [file("a.yaml"), file("b.json"), file("c.yaml")];
  check(
    byLanguage(files, (language) => language.toUpperCase()),
    { JSON: ["b.json"], YAML: ["a.yaml", "c.yaml"] },
  );
});
