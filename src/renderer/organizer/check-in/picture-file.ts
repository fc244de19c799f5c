/** The picture of arrivals as a file that stands for itself: with its title, and with what each colour means. */

const SVG = 'http://www.w3.org/2000/svg'
const LINE = 20
/** Names stand in two columns. */
const COLUMN = 410

type Entry = { name: string; count: number; colour: string | undefined }

/** A copy on white; its title stands above, the legend below. */
export function pictureFile(
  picture: SVGSVGElement,
  { title, what, summary }: { title: string; what: string; summary: string },
  legend: readonly Entry[],
): Blob {
  const { x, y, width, height } = picture.viewBox.baseVal
  const copy = picture.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) throw new TypeError('a copy of a picture is a picture')
  const [top, bottom] = [y - 3 * LINE, y + height]
  const tall = height + (4 + Math.ceil(legend.length / 2)) * LINE
  copy.setAttribute('viewBox', `${x} ${top} ${width} ${tall}`)
  // nothing around it gives a colour or a size any more
  for (const [name, value] of Object.entries({ color: '#000000', width, height: tall }))
    copy.setAttribute(name, String(value))
  copy.prepend(element('rect', { x, y: top, width, height: tall, fill: '#ffffff' }))
  copy.append(
    element('text', { x: 0, y: top + LINE, 'font-weight': 'bold' }, title),
    element('text', { x: 0, y: top + 2 * LINE }, `${what}: ${summary}`),
    ...legend.flatMap((entry, at) =>
      entryOf(entry, (at % 2) * COLUMN, bottom + (1 + Math.floor(at / 2)) * LINE),
    ),
  )
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' })
}

const entryOf = ({ name, count, colour = '' }: Entry, x: number, y: number): Element[] => [
  element('rect', { x, y: y - 10, width: 11, height: 11, fill: colour }),
  element('text', { x: x + 18, y }, `${name}: ${count}`),
]

function element(name: string, attributes: Record<string, string | number>, text = ''): Element {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.textContent = text
  return made
}
