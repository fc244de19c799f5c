/** Asks at the terminal before something that nothing brings back. */
import { createInterface } from 'node:readline/promises'
import { UsageError } from './command-line.ts'

/** The question goes to stderr. UsageError where nobody sits at a terminal, or something else is typed. */
export async function requireTyped(question: string, wanted: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new UsageError(
      'Hier kann niemand gefragt werden. Wer sicher ist, gibt --yes an. Es wurde nichts gelöscht.',
    )
  const reading = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const typed = await reading.question(question)
    if (typed.trim() !== wanted.trim()) throw new UsageError('Es wurde nichts gelöscht.')
  } finally {
    reading.close()
  }
}
