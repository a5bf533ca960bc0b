/** How much room a row has, and every control with it. */
export const DENSITIES = ['compact', 'comfortable', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];

const KEY = 'throughline.density';

/** Each browser has its own: a small screen and a large one are two tastes of one person. */
export class DensityChoice {
  chosen = $state<Density>(stored());

  choose(density: Density): void {
    this.chosen = density;
    localStorage.setItem(KEY, density);
  }

  /** @returns how to stop. */
  show(): () => void {
    document.documentElement.dataset['density'] = this.chosen;
    return () => delete document.documentElement.dataset['density'];
  }
}

function stored(): Density {
  const known = localStorage.getItem(KEY);
  return DENSITIES.find((each) => each === known) ?? 'compact';
}
