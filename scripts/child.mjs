/** Runs one program to its end: hands on signals, puts the project's own tools first in the path, gives back the exit code. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The exit code of a program that could not be started. */
export const NOT_THERE = 127

const SIGNALS = process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Resolves with the exit code; 128 + n after signal n, 127 when the program is not there.
 * `onOutput(text)` receives what the piped streams say, `timeout` (ms) ends a program that takes longer.
 */
export function run(command, args, { onOutput, env = {}, ...options } = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options, env: environment(env) })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => onOutput?.(text))
  }
  return ended(child)
}

function ended(child) {
  const handlers = SIGNALS.map((signal) => [signal, () => handOn(child, signal)])
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return new Promise((resolve) => {
    child.once('error', () => resolve(NOT_THERE))
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  }).finally(() => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  })
}

/** Ctrl+C in a terminal, and its closing, reach the child by themselves; a second signal would look like impatience. */
function handOn(child, signal) {
  if (signal !== 'SIGTERM' && process.stdin.isTTY) return
  child.kill(signal)
}

function environment(extra) {
  const env = { ...process.env, ...extra }
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...env, [name]: [join(root, 'node_modules', '.bin'), env[name]].join(delimiter) }
}
