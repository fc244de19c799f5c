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
const VUE_NAMES: Readonly<Record<string, readonly string[]>> = {
  enter: ['Enter'],
  esc: ['Escape'],
  delete: ['Delete', 'Backspace'],
  up: ['ArrowUp'],
  down: ['ArrowDown'],
  left: ['ArrowLeft'],
  right: ['ArrowRight'],
}
/** The menu bar of the program's window belongs to the organizer. */
const menuChords = [
  ...readFileSync(join(ROOT, 'src/main/menu.ts'), 'utf8').matchAll(/accelerator: '([^']+)'/g),
].map(([, chord = '']) => chord.replace('CmdOrCtrl', 'Control').toLowerCase())

/** Every key that the code of a surface listens to. A scanner's last key is not a person's. */
function handledKeys(surface: SheetSurface): Set<string> {
  const files = [`src/renderer/${surface}`, 'src/renderer/shortcuts'].flatMap(sourceFiles)
  const texts = files
    .filter((file) => !file.includes('/scanning/'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  const inTemplates = texts
    .flatMap((text) => [...text.matchAll(/@keydown\.([\w.]+)/g)])
    .flatMap(([, names]) => names!.split('.').flatMap((name) => VUE_NAMES[name] ?? []))
  const inScripts = texts
    .filter((text) => text.includes('KeyboardEvent)'))
    .flatMap((text) => [
      ...text.matchAll(/\bkey\s*[!=]==\s*'([^' ]+)'|\b(Arrow[A-Z]\w+):|\bcode === 'Key(\w)'/g),
    ])
    .map(([, compared, named, letter]) => compared ?? named ?? letter!.toLowerCase())
  const inMenu = surface === 'organizer' ? menuChords.map((chord) => chord.split('+').at(-1)!) : []
  const named = inMenu.map((key) => (/^f\d+$/.test(key) ? key.toUpperCase() : key))
  return new Set([...inTemplates, ...inScripts, ...named, '?'])
}

const shortcutsOf = (surface: SheetSurface) => SHORTCUTS[surface].flatMap(({ shortcuts }) => shortcuts)
const shownKeys = (surface: SheetSurface) =>
  new Set(
    shortcutsOf(surface)
      .flatMap(({ chords }) => chords.flat())
      .filter((key) => !MODIFIERS.includes(key)),
  )

it('the organizer’s help sheet names every shortcut of the menu bar', () => {
  const shown = shortcutsOf('organizer').flatMap(({ chords }) =>
    chords.map((chord) => chord.join('+').toLowerCase()),
  )
  expect(menuChords.length).toBeGreaterThan(3)
  expect(menuChords.filter((chord) => !shown.includes(chord))).toEqual([])
})

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
