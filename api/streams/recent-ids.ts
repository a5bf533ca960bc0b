/** The ids that were added last, as many as are remembered. */
export class RecentIds<Id extends string> {
  readonly #ids = new Set<Id>();

  constructor(private readonly most: number) {}

  has(id: Id): boolean {
    return this.#ids.has(id);
  }

  add(id: Id): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= this.most) return;
      this.#ids.delete(oldest);
    }
  }
}
