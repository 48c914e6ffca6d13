import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "./blocks";
import { BlockGroups, byLanguage, type Group, type Grouped } from "./groups";
import { system } from "./system.fixture";

/** A range within a line. */
function at(line: number, first = 0, last = first + 1) {
  return { start: { line, character: first }, end: { line, character: last } };
}

/** A file with one line from each of these lines of the Templefile. */
function file(path: string, ...lines: number[]): Grouped {
  const language = path.split(".").at(-1) ?? "";
  const origins = lines.map((line) => ({ lines: [0, 0] as [number, number], source: at(line) }));
  return { path, language, origins };
}

function block(name: string, first: number, last: number): Block {
  return { name, range: { start: { line: first, character: 0 }, end: { line: last, character: 1 } } };
}

const book = block("Book", 10, 19);
const order = block("Order", 20, 29);

function byBlock(files: readonly Grouped[], blocks: readonly Block[]) {
  return new BlockGroups().update(files, blocks);
}

function check(groups: Group<Grouped>[], expected: Record<string, string[]>) {
  assert.deepEqual(
    groups.map(({ label, files }) => [label, files.map(({ path }) => path)]),
    Object.entries(expected),
  );
}

test("groups a file with the block that it comes from and is named after", () => {
  const files = [file("book/Dockerfile", 10, 11, 1), file("shop-order-db/init.sql", 22), file("deploy.sh", 1)];
  check(byBlock(files, [book, order]), {
    System: ["deploy.sh"],
    Book: ["book/Dockerfile"],
    Order: ["shop-order-db/init.sql"],
  });
});

test("orders groups like the blocks", () => {
  const files = [file("book/Dockerfile", 10), file("order/Dockerfile", 20)];
  check(byBlock(files, [order, book]), { Order: ["order/Dockerfile"], Book: ["book/Dockerfile"] });
});

test("groups a file of all blocks with the system, even if there is only one block", () => {
  check(byBlock([file("docker-compose.yml", 10, 20)], [book, order]), { System: ["docker-compose.yml"] });
  check(byBlock([file("docker-compose.yml", 10, 11)], [book]), { System: ["docker-compose.yml"] });
});

test("a block that refers to another does not get its files", () => {
  check(byBlock([file("order/config.json", 20, 21, 10)], [book, order]), { Order: ["order/config.json"] });
});

test("distinguishes blocks in the same line", () => {
  const one = { name: "One", range: at(0, 0, 20) };
  const two = { name: "Two", range: at(0, 20, 40) };
  const from = (path: string, ...characters: number[]) => ({
    ...file(path),
    origins: characters.map((character) => ({ lines: [0, 0] as [number, number], source: at(0, character) })),
  });
  check(byBlock([from("one/a", 0, 19, 20), from("two/a", 20, 39), from("one/b", 40)], [one, two]), {
    System: ["one/b"],
    One: ["one/a"],
    Two: ["two/a"],
  });
});

test("groups all files with the system if there is no outline", () => {
  check(byBlock([file("book/Dockerfile", 10)], []), { System: ["book/Dockerfile"] });
});

test("groups files by the name of their language, in alphabetical order", () => {
  const files = [file("a.yaml"), file("b.json"), file("c.yaml")];
  check(
    byLanguage(files, (language) => language.toUpperCase()),
    { JSON: ["b.json"], YAML: ["a.yaml", "c.yaml"] },
  );
});

test("keeps the groups of files while the text has errors", () => {
  const groups = new BlockGroups();
  const files = [file("book/Dockerfile", 10), file("order/Dockerfile", 20)];
  const expected = { Book: ["book/Dockerfile"], Order: ["order/Dockerfile"] };
  check(groups.update(files, [book, order]), expected);
  check(
    groups.update([file("book/Dockerfile"), file("order/Dockerfile", 21)], [block("Book", 10, 40)], true),
    expected,
  );
  check(groups.update(files, [book, block("Sale", 20, 29)]), {
    System: ["order/Dockerfile"],
    Book: ["book/Dockerfile"],
  });
});

test("groups the files of a text that was opened with errors by its valid parts", () => {
  check(new BlockGroups().update([file("book/Dockerfile", 10)], [book], true), { Book: ["book/Dockerfile"] });
});

/** How often grouping looks at an origin or at a block. */
function steps(services: number, group: (files: Grouped[], blocks: Block[], looks: () => number) => void): number {
  let looks = 0;
  const { files, blocks } = system(services, () => looks++);
  group(files, blocks, () => looks);
  return looks;
}

test("grouping twice the services takes at most 2.2 times the steps", () => {
  for (const services of [50, 100, 300]) {
    const count = (services: number) => steps(services, (files, blocks) => new BlockGroups().update(files, blocks));
    const [once, twice] = [count(services), count(2 * services)];
    assert.ok(twice <= 2.2 * once, `${services} services: ${once} steps, twice as many: ${twice}`);
  }
});

test("a later answer takes steps only for the changed files", () => {
  steps(100, (files, blocks, looks) => {
    const groups = new BlockGroups();
    groups.update(files, blocks);
    const first = looks();
    groups.update(files, blocks);
    // Each block is compared with what it was.
    const same = looks() - first;
    assert.ok(same <= 8 * blocks.length, `${same} steps where nothing has changed`);
    const changed = files.map((file, index) => (index === 7 ? { ...file } : file));
    groups.update(changed, blocks);
    const one = looks() - first - same;
    assert.ok(one <= same + 10 * (files[7]?.origins.length ?? 0), `${one} steps where one file has changed`);
  });
});
