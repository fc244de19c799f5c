/** Runs qpdf, compiled to WebAssembly, over one PDF: a reader that mends what it reads and knows every kind of password protection. */
import { createRequire } from 'node:module'

/** 0 done, 2 not done, 3 done with warnings. */
export type QpdfOutcome = {
  code: number
  report: string
  /** Lines of warnings and errors. */
  complaints: string[]
  /** Null where none was written. */
  output: Uint8Array | null
}

/** Of the module that Emscripten makes, what is used here. Both outputs arrive byte by byte. */
type Qpdf = {
  callMain(args: string[]): number
  FS: {
    init(input: () => null, output: (byte: number) => void, errors: (byte: number) => void): void
    writeFile(path: string, bytes: Uint8Array): void
    readFile(path: string): Uint8Array
  }
}

type LoadQpdf = (options: { locateFile: () => string; preRun: ((qpdf: Qpdf) => void)[] }) => Promise<Qpdf>

/** The core is compiled without the browser's types, where WebAssembly's are. */
type Memory = { readonly buffer: { readonly byteLength: number }; grow(pages: number): number }

const SOURCE = '/source.pdf'
const OUTPUT = '/output.pdf'
const PASSWORD = '/password'
const PAGE_BYTES = 65_536
const MOST_BYTES = 768 * 1024 * 1024

/**
 * `options` stand before the source's name; `writes` asks for an output. The password travels in a file of the module's own memory
 * and is gone with it. Never throws for what is in the file. Give it a time limit (a thread), files may be hostile.
 */
export async function runQpdf(
  source: Uint8Array,
  options: readonly string[],
  { password = '', writes = false }: { password?: string; writes?: boolean } = {},
): Promise<QpdfOutcome> {
  const outcome = await runOnce(source, options, { password: Buffer.from(password, 'utf8'), writes })
  if (!isPasswordRefused(outcome) || isAscii(password)) return outcome
  // before AES-256 umlauts were one byte each (ISO 32000-2 § 7.6.4.3.2)
  return runOnce(source, options, { password: Buffer.from(password, 'latin1'), writes })
}

export const isPasswordRefused = ({ complaints }: QpdfOutcome): boolean =>
  complaints.some((line) => line.includes('invalid password'))

const isAscii = (text: string): boolean => Buffer.from(text, 'utf8').length === text.length

async function runOnce(
  source: Uint8Array,
  options: readonly string[],
  { password, writes }: { password: Uint8Array; writes: boolean },
): Promise<QpdfOutcome> {
  const said: number[] = []
  const complained: number[] = []
  const { load, locateFile } = moduleFiles()
  // one module for one run: qpdf ends by leaving the program. What it says may hold a password, so it never goes to the console.
  const qpdf = await load({
    locateFile,
    preRun: [
      ({ FS }) =>
        FS.init(
          nothing,
          (byte) => said.push(byte),
          (byte) => complained.push(byte),
        ),
    ],
  })
  qpdf.FS.writeFile(SOURCE, source)
  qpdf.FS.writeFile(PASSWORD, password)
  const unlock = [`--password-file=${PASSWORD}`, '--password-mode=bytes']
  const args = [...unlock, ...options, SOURCE, ...(writes ? [OUTPUT] : [])]
  const code = withinMemory(() => qpdf.callMain(args))
  const output = writes && code !== 2 ? qpdf.FS.readFile(OUTPUT) : null
  return { code, report: textOf(said), complaints: textOf(complained).split('\n').filter(Boolean), output }
}

const nothing = () => null

const textOf = (bytes: readonly number[]): string => Buffer.from(bytes).toString('utf8')

function moduleFiles() {
  const require = createRequire(import.meta.url)
  const load: LoadQpdf = require('@neslinesli93/qpdf-wasm')
  return { load, locateFile: () => require.resolve('@neslinesli93/qpdf-wasm/dist/qpdf.wasm') }
}

/** A thread's memory limit does not count WebAssembly's memory, so its growth is held here; qpdf then fails as on a small computer. */
function withinMemory(run: () => number): number {
  const { prototype }: { prototype: Memory } = Reflect.get(globalThis, 'WebAssembly').Memory
  const { grow } = prototype
  prototype.grow = function growWithin(pages) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > MOST_BYTES) throw new RangeError('enough memory')
    return grow.call(this, pages)
  }
  try {
    return run()
  } catch {
    return 2
  } finally {
    prototype.grow = grow
  }
}
