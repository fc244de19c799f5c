/** What qpdf and poppler say of a sealed file, held against what they say of the original. */
import { execFile } from 'node:child_process'
import type { Tool } from '../fixtures/tools.ts'

export type JudgingTool = Extract<Tool, 'qpdf' | 'pdftoppm' | 'pdftotext'>

export type BeforeAndAfter = { before: string; after: string }

const LIMIT_MS = 20_000
const MOST_OUTPUT = 256 * 1024 * 1024

/** The first thing that is worse than before, or null. `pages` is the number of the original's pages. */
export async function complaintOf(
  files: BeforeAndAfter,
  pages: number,
  tools: readonly JudgingTool[],
): Promise<string | null> {
  if (tools.includes('qpdf') && (await isWorse(files))) return 'qpdf finds faults that the original has not'
  const drawn = tools.includes('pdftoppm') ? await undrawnPage(files, [...new Set([1, pages])]) : null
  if (drawn !== null) return `page ${drawn} is no longer drawn`
  const lost = tools.includes('pdftotext') ? await lostText(files, pages) : null
  return lost === null ? null : `text of page ${lost} is lost`
}

/** qpdf ends with 0 for a sound file, 3 with warnings, 2 with errors. */
async function isWorse({ before, after }: BeforeAndAfter): Promise<boolean> {
  const rank = async (file: string) => [0, 3, 2].indexOf((await ask('qpdf', '--check', file)).code)
  return (await rank(after)) > (await rank(before))
}

async function undrawnPage({ before, after }: BeforeAndAfter, pages: number[]): Promise<number | null> {
  for (const page of pages) {
    if ((await isDrawn(before, page)) && !(await isDrawn(after, page))) return page
  }
  return null
}

async function isDrawn(file: string, page: number): Promise<boolean> {
  const number = String(page)
  // pixels up to this size whatever the page's own: a poster would take minutes
  const { code, output } = await ask('pdftoppm', '-scale-to', '600', '-f', number, '-l', number, file)
  return code === 0 && output.length > 0
}

/** The first page on which a character occurs less often than before: stamps add some, nothing may be gone. */
async function lostText({ before, after }: BeforeAndAfter, pages: number): Promise<number | null> {
  const [old, now] = [await textOf(before, pages), await textOf(after, pages)]
  const lost = old.findIndex((text, page) => !holds(countsOf(now[page] ?? ''), countsOf(text)))
  return lost < 0 ? null : lost + 1
}

async function textOf(file: string, pages: number): Promise<string[]> {
  const { output } = await ask('pdftotext', '-raw', '-l', String(pages), file, '-')
  return output.toString('utf8').split('\f')
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const character of text.replaceAll(/\s/g, '')) counts.set(character, (counts.get(character) ?? 0) + 1)
  return counts
}

const holds = (all: Map<string, number>, part: Map<string, number>) =>
  [...part].every(([character, count]) => (all.get(character) ?? 0) >= count)

/** Code 1 for a program that was ended because it took too long. */
function ask(tool: JudgingTool, ...args: string[]): Promise<{ code: number; output: Buffer }> {
  return new Promise((resolve) => {
    const options = { encoding: 'buffer', timeout: LIMIT_MS, maxBuffer: MOST_OUTPUT } as const
    execFile(tool, args, options, (error, stdout) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, output: stdout })
    })
  })
}
