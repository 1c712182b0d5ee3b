import { draw, MARGIN, type Point } from './chart';
import { shortDay } from './days';

/** What a picture says beside the chart, in the language of the page. */
export interface Caption {
  title: string;
  lines: string[];
  foot: string[];
}

export const SIZE = { width: 1200, height: 760 };
const CHART = { width: 1120, height: 440, left: 40, top: 220 };
const INK = '#1d2b2a';
const SECOND = '#4d5f5d';
const RULE = '#e6e0d6';
const TEAL = '#1f6f68';
const FONT = 'system-ui, sans-serif';

/** The chart on paper white, whatever colours the screen has: pictures end up in slides. */
export function paint(pen: CanvasRenderingContext2D, points: Point[], starts: string[], caption: Caption): void {
  const chart = draw(points, starts, CHART);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, SIZE.width, SIZE.height);
  write(pen, caption.title, { x: 40, y: 64, size: 32, weight: 600 });
  caption.lines.forEach((line, n) => write(pen, line, { x: 40, y: 108 + 32 * n, size: 21, color: SECOND }));
  caption.foot.forEach((line, n) => write(pen, line, { x: 40, y: SIZE.height - 54 + 26 * n, size: 17, color: SECOND }));
  pen.save();
  pen.translate(CHART.left, CHART.top);
  for (const { y, level } of chart.levels) {
    rule(pen, [MARGIN.left, y], [CHART.width - MARGIN.right, y], RULE);
    write(pen, String(level), { x: MARGIN.left - 20, y: y + 6, size: 17, color: SECOND });
  }
  for (const { x, day } of chart.days) {
    write(pen, shortDay(day), { x, y: CHART.height + 4, size: 17, color: SECOND, align: 'center' });
  }
  pen.globalAlpha = 0.2;
  pen.fillStyle = TEAL;
  pen.fill(new Path2D(chart.band));
  pen.globalAlpha = 1;
  pen.strokeStyle = TEAL;
  pen.lineWidth = 4;
  pen.lineJoin = 'round';
  pen.stroke(new Path2D(chart.line));
  for (const { letter, x } of chart.flags) {
    pen.setLineDash([5, 6]);
    rule(pen, [x, MARGIN.top - 4], [x, CHART.height - MARGIN.bottom], SECOND);
    pen.setLineDash([]);
    write(pen, letter, { x, y: MARGIN.top - 10, size: 18, weight: 700, align: 'center' });
  }
  pen.restore();
}

interface How {
  x: number;
  y: number;
  size: number;
  weight?: number;
  color?: string;
  align?: CanvasTextAlign;
}

function write(pen: CanvasRenderingContext2D, text: string, how: How): void {
  const { x, y, size, weight = 400, color = INK, align = 'left' } = how;
  pen.font = `${weight} ${size}px ${FONT}`;
  pen.fillStyle = color;
  pen.textAlign = align;
  pen.fillText(text, x, y, SIZE.width - 80);
}

function rule(pen: CanvasRenderingContext2D, from: [number, number], to: [number, number], color: string): void {
  pen.strokeStyle = color;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}
