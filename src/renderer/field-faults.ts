/** What the browser says of a field that is not filled in right, in the language of the page: its own words follow the browser's. */

export type FieldFault = {
  key: 'missing' | 'choose' | 'email' | 'number' | 'least' | 'most' | 'wrong'
  params?: Record<string, string>
}

type Checked = Pick<
  ValidityState,
  'valueMissing' | 'typeMismatch' | 'badInput' | 'stepMismatch' | 'rangeUnderflow' | 'rangeOverflow'
>

/** The first thing wrong with a field of `type`, as the key of a sentence. */
export function faultOf(
  validity: Checked,
  { type, min, max }: { type: string; min: string; max: string },
): FieldFault {
  if (validity.badInput || validity.stepMismatch) return { key: 'number' }
  if (validity.valueMissing) return { key: isChosen(type) ? 'choose' : 'missing' }
  if (validity.typeMismatch && type === 'email') return { key: 'email' }
  if (validity.rangeUnderflow) return { key: 'least', params: { least: min } }
  if (validity.rangeOverflow) return { key: 'most', params: { most: max } }
  return { key: 'wrong' }
}

const isChosen = (type: string): boolean => ['checkbox', 'radio', 'file', 'select-one'].includes(type)

/** Has every field of the page speak so. Fields that already say themselves what is wrong keep their words. */
export function sayFaults(say: (fault: FieldFault) => string): void {
  const told = new Set<Field>()
  const forget = (field: Field) => {
    if (told.delete(field)) field.setCustomValidity('')
  }
  document.addEventListener(
    'invalid',
    ({ target }) => {
      if (!isField(target) || target.validity.customError) return
      const { min = '', max = '' } = target instanceof HTMLInputElement ? target : {}
      target.setCustomValidity(say(faultOf(target.validity, { type: target.type, min, max })))
      told.add(target)
    },
    true,
  )
  document.addEventListener('input', ({ target }) => isField(target) && forget(target), true)
  // whatever filled it in meanwhile: a form that is sent is looked at anew
  document.addEventListener(
    'click',
    ({ target }) => target instanceof Element && target.closest('button') && told.forEach(forget),
    true,
  )
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement
