import { levelBefore, type Plan } from './pattern';

const EASING = 'cubic-bezier(0.4, 0, 0.3, 1)';

/** The keyframes of one cycle: everything that moves is driven by how full the lungs are. */
function frames(plan: Plan, look: (level: number) => Keyframe): Keyframe[] {
  const starts = { ...look(levelBefore(plan, 0)), offset: 0, easing: EASING };
  let reached = 0;
  const ends = plan.steps.map(({ ms, level }) => {
    reached += ms;
    return { ...look(level), offset: Math.min(1, reached / plan.cycleMs), easing: EASING };
  });
  return [starts, ...ends];
}

/**
 * Let one element breathe. Only transform and opacity, for the compositor; the start is a time of the page's clock,
 * so that what is seen cannot drift from what is said.
 */
export function breathing(plan: Plan, origin: number | null, look: (level: number) => Keyframe) {
  return (element: Element): (() => void) | void => {
    if (origin === null) return;
    const timing = { duration: plan.cycleMs, iterations: plan.cycles, fill: 'both' as const };
    const animation = element.animate(frames(plan, look), timing);
    animation.startTime = origin;
    return () => animation.cancel();
  };
}

const between = (least: number, most: number, level: number): number => least + (most - least) * level;

export const grows =
  (least: number, most: number) =>
  (level: number): Keyframe => ({ transform: `scale(${between(least, most, level).toFixed(3)})` });

export const brightens =
  (least: number, most: number) =>
  (level: number): Keyframe => ({ opacity: between(least, most, level).toFixed(3) });
