import type { Range } from "vscode-languageclient/node";
import type { Origin } from "../protocol";
import type { Block } from "./blocks";
import type { Grouped } from "./groups";

/** The lines of a service in the Templefile, and the number of origins of each of its files. */
const LINES = 5;
const FILES = { "db-deployment.yaml": 24, "db-service.yaml": 7, "deployment.yaml": 16, "init.sql": 9, Dockerfile: 7 };

/**
 * Returns the outline and the generated files of a system, with realistic sizes.
 *
 * @param looked called whenever the range of an origin or block is read
 */
export function system(services: number, looked: () => void = () => undefined): { files: Grouped[]; blocks: Block[] } {
  const numbers = Array.from({ length: services }, (_, number) => number);
  const blocks = numbers.map((number) => block(name(number), range(number * LINES, LINES - 1), looked));
  const own = numbers.flatMap((number) =>
    Object.entries(FILES).map(([file, count]) =>
      grouped(
        `kube/${name(number).toLowerCase()}/${file}`,
        Array.from({ length: count }, (_, index) => range(number * LINES + (index % (LINES - 1)))),
        looked,
      ),
    ),
  );
  const shared = (path: string, each: number) =>
    grouped(
      path,
      numbers.flatMap((number) => Array.from({ length: each }, (_, index) => range(number * LINES + (index % LINES)))),
      looked,
    );
  return { files: [...own, shared("api/big.openapi.yaml", 55), shared("deploy.sh", 1)], blocks };
}

function name(number: number): string {
  return `Service${String(number).padStart(4, "0")}`;
}

function grouped(path: string, sources: Range[], looked: () => void): Grouped {
  return { path, language: path.split(".").at(-1) ?? "", origins: sources.map((source) => origin(source, looked)) };
}

function range(line: number, lines = 0): Range {
  return { start: { line, character: 0 }, end: { line: line + lines, character: 1 } };
}

function block(name: string, range: Range, looked: () => void): Block {
  return {
    name,
    get range() {
      looked();
      return range;
    },
  };
}

function origin(source: Range, looked: () => void): Origin {
  return {
    lines: [0, 0],
    get source() {
      looked();
      return source;
    },
  };
}
