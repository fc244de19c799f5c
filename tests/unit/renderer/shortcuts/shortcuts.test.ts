import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import help from '../../../../src/renderer/locales/de/help.json' with { type: 'json' }
import { SHORTCUTS } from '../../../../src/renderer/shortcuts/shortcuts.ts'
import type { SheetSurface } from '../../../../src/renderer/shortcuts/shortcuts.ts'
import { ROOT, sourceFiles } from '../../../fixtures/source-imports.ts'

const SURFACES: SheetSurface[] = ['reception', 'organizer']
const MODIFIERS = ['Alt', 'Control', 'Shift']
/** What Vue calls a key in a template. */
const VUE_NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  esc: 'Escape',
  delete: 'Delete',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
}

/** Every key that the code of a surface listens to. A scanner's last key is not a person's. */
function handledKeys(surface: SheetSurface): Set<string> {
  const files = [`src/renderer/${surface}`, 'src/renderer/shortcuts'].flatMap(sourceFiles)
  const texts = files
    .filter((file) => !file.includes('/scanning/'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  const inTemplates = texts
    .flatMap((text) => [...text.matchAll(/@keydown\.([\w.]+)/g)])
    .flatMap(([, names]) => names!.split('.').map((name) => VUE_NAMES[name] ?? ''))
  const inScripts = texts
    .filter((text) => text.includes('KeyboardEvent)'))
    .flatMap((text) => [
      ...text.matchAll(/\bkey\s*[!=]==\s*'([^' ]+)'|\b(Arrow[A-Z]\w+):|\bcode === 'Key(\w)'/g),
    ])
    .map(([, compared, named, letter]) => compared ?? named ?? letter!.toLowerCase())
  return new Set([...inTemplates, ...inScripts, '?'].filter((key) => key !== ''))
}

const shortcutsOf = (surface: SheetSurface) => SHORTCUTS[surface].flatMap(({ shortcuts }) => shortcuts)
const shownKeys = (surface: SheetSurface) =>
  new Set(
    shortcutsOf(surface)
      .flatMap(({ chords }) => chords.flat())
      .filter((key) => !MODIFIERS.includes(key)),
  )

describe.each(SURFACES)('the help sheet of the %s', (surface) => {
  it('names every key that the surface listens to, and none that it does not', () => {
    expect([...shownKeys(surface)].toSorted()).toEqual([...handledKeys(surface)].toSorted())
  })

  it('says in words what each does and where', () => {
    const where: Record<string, string> = help.shortcuts.where
    const does: Record<string, string> = help.shortcuts.does
    expect(SHORTCUTS[surface].filter((group) => !where[group.where])).toEqual([])
    expect(shortcutsOf(surface).filter((shortcut) => !does[shortcut.does])).toEqual([])
  })
})
