/** What a command of the command line is, and how it reads its arguments. */
import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import type { z } from 'zod'

/** What a command leaves: for people, for machines, and a sentence on stderr when the thing examined is bad. */
export type Result = { isGood: boolean; text?: string; json?: unknown; complaint?: string }

export type CommandLine = { run: (args: string[], options: { asJson: boolean }) => Promise<Result> }

/** A wrong call: one plain sentence, exit code 2. */
export class UsageError extends Error {}

/** Arguments by name; a UsageError for unknown options or a wrong number of files. */
export function readArgs<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  files: { min: number; max: number; usage: string },
) {
  const parsed = parse(args, options, files.usage)
  if (parsed.positionals.length < files.min || parsed.positionals.length > files.max) {
    throw new UsageError(`Aufruf: ${files.usage}`)
  }
  return parsed
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch {
    throw new UsageError(`Aufruf: ${usage}`)
  }
}

/** The value of an option that must be there. */
export function required(value: string | undefined, usage: string): string {
  if (value === undefined || value === '') throw new UsageError(`Aufruf: ${usage}`)
  return value
}

/** A value that must be one of those the schema knows. */
export function readChoice<Choice>(schema: z.ZodType<Choice>, value: unknown, usage: string): Choice {
  const read = schema.safeParse(value)
  if (!read.success) throw new UsageError(`Aufruf: ${usage}`)
  return read.data
}
