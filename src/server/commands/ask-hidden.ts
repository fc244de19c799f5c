/** Asks at the terminal without showing what is typed. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** The question goes to stderr, so that an answer on stdout stays what a machine can read. */
export async function askHidden(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reading = createInterface({ input: process.stdin, output: silent, terminal: true })
  process.stderr.write(question)
  try {
    return await reading.question('')
  } finally {
    reading.close()
    process.stderr.write('\n')
  }
}
