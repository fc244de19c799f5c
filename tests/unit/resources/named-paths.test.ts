/** Files that README, security table, handbook and comments name are where they say, also after files have moved. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, sourceFiles } from '../../fixtures/source-imports.ts'

const chapters = ['de', 'en'].flatMap((language) =>
  readdirSync(join(ROOT, 'resources/handbook', language)).map(
    (name) => `resources/handbook/${language}/${name}`,
  ),
)
const texts = [
  'README.md',
  'src/main/SECURITY.md',
  ...chapters,
  ...['src', 'tests', 'scripts'].flatMap(sourceFiles),
]

/** `src/core/core.ts`, `tests/e2e`; a star stands for any name. What is quoted in code to be imported is looked at elsewhere. */
const PATH = /(?<![\w./@-])(?:src|tests|scripts|resources)\/[\w/*.-]*[\w/*]/g
/** Folders that are made while it runs, or invented by an example. */
const NOT_KEPT = /^tests\/(?:\.tmp|e2e\/__screens__)|^src\/(?:elsewhere|sahin)/

const isThere = (path: string) => existsSync(join(ROOT, path.replace(/\/?\*.*$/, '')))

it('finds paths to look at', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8').match(PATH)).toContain('src/main/SECURITY.md')
})

it.each(texts.filter((file) => file.endsWith('.md')))('%s names what is there', (file) => {
  const named = readFileSync(join(ROOT, file), 'utf8').match(PATH) ?? []
  expect(named.filter((path) => !isThere(path))).toEqual([])
})

it('comments name what is there', () => {
  const wrong = texts
    .filter((file) => !file.endsWith('.md'))
    .flatMap((file) => {
      const comments =
        readFileSync(join(ROOT, file), 'utf8').match(/\/\*\*[^]*?\*\/|(?<=^|\s)\/\/ .*$/gm) ?? []
      const named = comments.flatMap((comment) => comment.match(PATH) ?? [])
      return named.filter((path) => !isThere(path) && !NOT_KEPT.test(path)).map((path) => `${file}: ${path}`)
    })
  expect(wrong).toEqual([])
})
