/** What goes out with an installer about the work of others: every package with a text that allows it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../fixtures/source-imports.ts'

type Shipped = { name: string; version: string; licence: string }
type Notices = {
  shippedPackages: () => Shipped[]
  mayGoOut: (licence: string) => boolean
  licenceText: () => string
}

const { shippedPackages, mayGoOut, licenceText }: Notices = await import(
  new URL('../../../scripts/notices.mjs', import.meta.url).href
)

const RULE = '='.repeat(78)
/** Words by which licences of each kind give what they give. */
const GRANT =
  /permission|redistribution|apache license|mozilla public|open font license|european union|public domain/i

describe('the licences of what is inside', () => {
  const entries = licenceText().split(RULE)
  const entryOf = ({ name, version }: Shipped) =>
    entries.find((entry) => entry.trim().startsWith(`${name} ${version}: `)) ?? ''

  it('name every package that the program stands on, with the words that allow to pass it on', () => {
    const packages = shippedPackages()
    expect(packages.length).toBeGreaterThan(100)
    const bare = packages.filter((each) => !GRANT.test(entryOf(each).split('\n').slice(2).join('\n')))
    expect(bare.map(({ name }) => name)).toEqual([])
  })

  it('name whose work it is, also where a package brings no text', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(dependencies).toHaveProperty('sirv')
    const sirv = shippedPackages().find(({ name }) => name === 'sirv')!
    expect(entryOf(sirv)).toMatch(/Copyright \(c\) Luke Edwards[^]+Permission is hereby granted/)
  })

  it('are only such as may go out', () => {
    expect(shippedPackages().filter(({ licence }) => !mayGoOut(licence))).toEqual([])
    for (const licence of ['AGPL-3.0-or-later', 'GPL-2.0', 'not stated', 'MIT AND GPL-3.0', 'UNLICENSED'])
      expect(mayGoOut(licence), licence).toBe(false)
    expect(mayGoOut('(MIT OR GPL-3.0)')).toBe(true)
  })
})
