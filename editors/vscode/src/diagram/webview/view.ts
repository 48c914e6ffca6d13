/**
 * Zooms and moves the diagram. While the whole diagram is shown, it is fitted again after changes; once the user has
 * moved it, it stays.
 */

import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from "d3-zoom";
import type { PictureState } from "../messages";
import type { Canvas, Root } from "./draw";
import type { Box } from "./geometry";

const MARGIN = 8;

export class View {
  private readonly behaviour: ZoomBehavior<SVGSVGElement, unknown>;
  private readonly element: SVGSVGElement;
  private size = { width: 1, height: 1 };
  private whole: boolean;
  private now = zoomIdentity;

  constructor(
    private readonly svg: Root,
    canvas: Canvas,
    start: PictureState["view"],
    changed: (view: PictureState["view"]) => void,
  ) {
    const element = svg.node();
    if (!element) throw new Error("There is no SVG element.");
    this.element = element;
    this.whole = start === undefined;
    this.behaviour = zoom<SVGSVGElement, unknown>()
      .scaleExtent([0.1, 4])
      .on("zoom", ({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
        this.now = transform;
        if (sourceEvent) this.whole = false;
        canvas.attr("transform", transform.toString());
        changed(this.whole ? undefined : { x: transform.x, y: transform.y, k: transform.k });
      });
    svg.call(this.behaviour).on("dblclick.zoom", null);
    if (start) this.set(zoomIdentity.translate(start.x, start.y).scale(start.k));
    new ResizeObserver(() => this.whole && this.fit()).observe(this.element);
  }

  /** Sets the size of the diagram. */
  resize(size: { width: number; height: number }): void {
    this.size = size;
    if (this.whole) this.fit();
  }

  /** Fits the whole diagram, without enlarging it. */
  fit(): void {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === 0 || clientHeight === 0) return;
    const scale = Math.min(
      1,
      (clientWidth - 2 * MARGIN) / this.size.width,
      (clientHeight - 2 * MARGIN) / this.size.height,
    );
    const x = (clientWidth - this.size.width * scale) / 2;
    const y = (clientHeight - this.size.height * scale) / 2;
    this.whole = true;
    this.set(zoomIdentity.translate(x, y).scale(scale));
  }

  scaleBy(factor: number): void {
    this.whole = false;
    this.svg.call((svg) => this.behaviour.scaleBy(svg, factor));
  }

  /** Moves the view as little as needed to show a box. */
  show(box: Box): void {
    const { x, y, k } = this.now;
    const dx = shift(box.x * k + x, box.width * k, this.element.clientWidth);
    const dy = shift(box.y * k + y, box.height * k, this.element.clientHeight);
    if (dx === 0 && dy === 0) return;
    this.whole = false;
    this.set(zoomIdentity.translate(x + dx, y + dy).scale(k));
  }

  private set(transform: typeof zoomIdentity): void {
    this.svg.call((svg) => this.behaviour.transform(svg, transform));
  }
}

/** Returns the shift that brings an interval into the visible length; only its start if it is too long. */
function shift(start: number, length: number, room: number): number {
  if (start < 0 || length > room) return MARGIN - start;
  return start + length > room ? room - MARGIN - length - start : 0;
}
