/** What happens in the course of a row, step by step: the fields of each, the first being what says that it happened, and who wrote it down. */
export type Steps<Row> = Record<string, { fields: readonly (keyof Row)[]; by: keyof Row }>

/** Told of an imported row that says otherwise than what staff have recorded since. */
export const changedByStaff = 'Staff have recorded this differently here since it was imported. Correct it here or in the source, then import the row again.'

/** Whether a row says that a step happened. */
export function says<Row>(steps: Steps<Row>, row: Row, step: string): boolean {
  const [first] = steps[step]?.fields ?? []
  return first !== undefined && row[first] !== null
}

/**
 * The steps in which a row of a source says something else than what stands. What it does not say is not compared: that stays. `staffs` are the
 * fields that staff wrote otherwise.
 */
export function changedSteps<Row, Name extends string>(
  steps: Record<Name, Steps<Row>[string]>,
  standing: Row,
  given: Row
): { changed: Name[]; staffs: (keyof Row)[] } {
  const changed = (Object.keys(steps) as Name[]).filter((step) => steps[step].fields.some((field) => isOtherwise(standing, given, field)))
  const ofStaff = changed.filter((step) => standing[steps[step].by] !== null && standing[steps[step].by] !== given[steps[step].by])
  const staffs = ofStaff.flatMap((step) => steps[step].fields.filter((field) => isOtherwise(standing, given, field)))
  return { changed, staffs }
}

/** The columns of a file that tell of some fields: each is called like its field unless it is named otherwise. */
export function columnsOf<Field extends string>(fields: readonly Field[], named: Partial<Record<Field, string>>): string {
  const columns = fields.map((field) => named[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  return [...new Set(columns)].join('; ')
}

/** What stands, with the changed steps as they are given. */
export function withSteps<Row extends object, Name extends string>(
  steps: Record<Name, Steps<Row>[string]>,
  { standing, given }: { standing: Row; given: Row },
  changed: readonly Name[]
): Row {
  const fields = changed.flatMap((step) => [...steps[step].fields, steps[step].by]).filter((field) => isSaid(given[field]))
  return { ...standing, ...Object.fromEntries(fields.map((field) => [field, given[field]])) }
}

function isOtherwise<Row>(standing: Row, given: Row, field: keyof Row): boolean {
  return isSaid(given[field]) && plain(given[field]) !== plain(standing[field])
}

function isSaid(value: unknown): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0)
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.join('\n')
  return value instanceof Date ? value.getTime() : value
}
