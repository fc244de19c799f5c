/** The table that answers Electron's security checklist names places in the code: they must be there. */
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

const table = await readFile('src/main/SECURITY.md', 'utf8')

/** A file and a word in it. */
const places = [...table.matchAll(/`((?:src\/)?[\w/.-]+\.(?:ts|yml|json))` `([\w-]+)`/g)].map(
  ([, file = '', word = '']) => ({ file, word }),
)

it('answers all twenty points', () => {
  const numbers = [...table.matchAll(/^\|\s+(\d+) \|/gm)].map(([, number]) => Number(number))
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  expect(places.length).toBeGreaterThanOrEqual(20)
})

it.each(places)('names a place that there is: $word in $file', async ({ file, word }) => {
  expect(await readFile(file, 'utf8')).toContain(word)
})

it('is right that the dangerous preferences are set nowhere', async () => {
  const files = ['index', 'windows', 'stage-window', 'opening-window', 'print', 'security', 'ipc'].map(
    (name) => `src/main/${name}.ts`,
  )
  const code = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
  for (const word of [
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'allowpopups',
  ])
    expect(code).not.toContain(word)
  expect(code.match(/sandbox: /g)).toHaveLength(2)
  expect(code).not.toMatch(/sandbox: false|contextIsolation: false|nodeIntegration: true|webSecurity: false/)
})
