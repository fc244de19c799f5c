/** A copy without any of Vue's reactivity: for forms, and for what goes over the wire. */

/** Plain JSON values only; `structuredClone` refuses the proxies that nested reactive objects are. */
export const plainCopy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value))
