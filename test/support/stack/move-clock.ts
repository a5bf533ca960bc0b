/** From here on this process reads another time than its machine's, and time goes on from there. */
export function moveClock(to: string): void {
  const RealDate = Date;
  const ahead = RealDate.parse(to) - RealDate.now();
  const now = () => RealDate.now() + ahead;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], self: NewableFunction) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], self) as Date,
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}
