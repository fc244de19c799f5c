import { expect, it } from 'vitest'
import { splitName } from '../../../../src/core/registry/person-name.ts'

it.each([
  ['Müller, Hans', '||Hans|Müller'],
  ['Hans Müller', '||Hans|Müller'],
  ['Müller', '|||Müller'],
  ['Hans von der Heide', '||Hans|von der Heide'],
  ['von der Heide, Hans', '||Hans|von der Heide'],
  ['Heide, Hans von der', '||Hans|von der Heide'],
  ['Dr. Anna Groß', '|Dr.|Anna|Groß'],
  ['Frau Prof. Dr. med. Anna Maria Groß-Lenz', 'Frau|Prof. Dr. med.|Anna Maria|Groß-Lenz'],
  ['Herrn Dipl.-Ing. (FH) Udo Koch', 'Herr|Dipl.-Ing. (FH)|Udo|Koch'],
  ['Dr. h. c. Eva Abel', '|Dr. h. c.|Eva|Abel'],
  ['Groß, Dr. Anna', '|Dr.|Anna|Groß'],
  ['Anna Groß, MdL', '|MdL|Anna|Groß'],
  ['Fatima El Mansouri', '||Fatima|El Mansouri'],
  ['Trần Văn Hùng', '||Trần Văn|Hùng'],
  ['Phil Müller', '||Phil|Müller'],
  ['H. C. Artmann', '||H. C.|Artmann'],
  ['hans von HEIDE', '||hans|von HEIDE'],
  ['', '|||'],
  [',', '|||'],
])('"%s" is taken apart into %s', (text, expected) => {
  const { salutation, title, firstName, lastName } = splitName(text)
  expect([salutation, title, firstName, lastName].join('|')).toBe(expected)
})
