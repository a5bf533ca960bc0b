/**
 * SQLSTATE classes that say something about what was written, not about the moment
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html): feature not supported, case not found, cardinality,
 * data, integrity, external routines, names, access rules, check options, program limits, raised exceptions. Everything
 * else may pass: connections, locks, serialization, resources, operators, a standby that cannot write, internal errors.
 */
const PERMANENT = ['0A', '20', '21', '22', '23', '38', '39', '3D', '3F', '42', '44', '54', 'P0'];

/** Whether a statement that failed with this SQLSTATE fails every time. */
export function isPermanent(sqlState: string): boolean {
  return PERMANENT.includes(sqlState.slice(0, 2));
}
