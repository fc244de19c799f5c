/** What may stand behind the program's name: `--data DIR`, `--port N`, `--lan`. Everything else belongs to Electron and is passed over. */
import { resolve } from 'node:path'

/** `lan`: other devices in the house network may join; off unless asked for. */
export type CommandLine = { dataDir: string | null; port: number | null; lan: boolean }

/** Relative folders count from the current one. A port outside 0 … 65535 is ignored. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const dataDir = valueOf(args, '--data')
  const port = Number(valueOf(args, '--port') || Number.NaN)
  const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535
  return {
    dataDir: dataDir === null ? null : resolve(dataDir),
    port: isPort ? port : null,
    lan: args.includes('--lan'),
  }
}

function valueOf(args: readonly string[], name: string): string | null {
  const index = args.findIndex((each) => each === name || each.startsWith(`${name}=`))
  const found = args[index]
  if (found === undefined) return null
  return found === name ? (args[index + 1] ?? null) : found.slice(name.length + 1)
}
