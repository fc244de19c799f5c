/** Which keys do what on each surface: the help sheet shows this list, and a test compares it with the handlers. */

export type SheetSurface = 'reception' | 'organizer'
/** Keys pressed together, by the names that `KeyboardEvent.key` has for them. */
export type Chord = readonly string[]
/** `does` names its sentence under `help.shortcuts.does`; each chord does it. */
export type Shortcut = { does: string; chords: readonly Chord[] }
/** `where` names its heading under `help.shortcuts.where`. */
export type ShortcutGroup = { where: string; shortcuts: readonly Shortcut[] }

export const HELP_KEY = '?'

const UP_DOWN = [['ArrowUp'], ['ArrowDown']]
const ARROWS = [['ArrowLeft'], ['ArrowRight'], ...UP_DOWN]
const withKey = (modifier: string, chords: readonly Chord[]): Chord[] =>
  chords.map((chord) => [modifier, ...chord])

const anywhere: ShortcutGroup = {
  where: 'anywhere',
  shortcuts: [{ does: 'help', chords: [[HELP_KEY]] }],
}

export const SHORTCUTS: Readonly<Record<SheetSurface, readonly ShortcutGroup[]>> = {
  reception: [
    {
      where: 'search',
      shortcuts: [
        { does: 'admit', chords: [['Enter']] },
        { does: 'choose', chords: UP_DOWN },
        { does: 'clear', chords: [['Escape']] },
      ],
    },
    {
      where: 'company',
      shortcuts: [
        { does: 'count', chords: [['ArrowLeft'], ['ArrowRight']] },
        { does: 'take', chords: [['Enter']] },
      ],
    },
    anywhere,
  ],
  organizer: [
    {
      where: 'run',
      shortcuts: [
        { does: 'nextItem', chords: [['F8']] },
        { does: 'nextSpeaker', chords: [['F9']] },
        { does: 'addSpeaker', chords: [['Enter']] },
        { does: 'choose', chords: UP_DOWN },
        { does: 'clear', chords: [['Escape']] },
        { does: 'moveSpeaker', chords: withKey('Alt', UP_DOWN) },
      ],
    },
    {
      where: 'fields',
      shortcuts: [
        { does: 'moveField', chords: ARROWS },
        { does: 'moveFar', chords: withKey('Control', ARROWS) },
        { does: 'resizeField', chords: withKey('Shift', ARROWS) },
        { does: 'removeField', chords: [['Delete'], ['Backspace']] },
        { does: 'undo', chords: [['Control', 'z']] },
        {
          does: 'redo',
          chords: [
            ['Control', 'y'],
            ['Control', 'Shift', 'z'],
          ],
        },
        { does: 'leaveField', chords: [['Escape']] },
      ],
    },
    { where: 'console', shortcuts: [{ does: 'lock', chords: [['Control', 'Alt', 'l']] }] },
    {
      where: 'registrations',
      shortcuts: [
        { does: 'likeGuests', chords: [['ArrowDown']] },
        { does: 'choose', chords: ARROWS },
        { does: 'leaveGuests', chords: [['Escape']] },
      ],
    },
    {
      where: 'window',
      shortcuts: [
        { does: 'showOrganizer', chords: [['Control', '1']] },
        { does: 'showStage', chords: [['Control', '2']] },
        { does: 'handbook', chords: [['F1']] },
      ],
    },
    anywhere,
  ],
}
