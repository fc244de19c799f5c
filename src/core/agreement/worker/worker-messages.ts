/** What the host and a thread of work say to each other. One order is under way at a time, so answers need no number. */
import type { ErrorCode, ErrorData } from '../../../shared/errors.ts'

export type Order = { name: string; input: unknown }

export type Fault = { code: ErrorCode; data: ErrorData; message: string }

export type Answer =
  { type: 'progress'; done: number } | { type: 'result'; result: unknown } | { type: 'fault'; fault: Fault }
