import type { Database } from './db.ts'
import type { RoomContext } from './context.ts'
import { findDifferences, whyNotBesides, whyNotTakeBackAndCorrect, type Correction } from './correction.rules.ts'
import { mustPermit, refuse } from './errors.ts'

/** What a correction says of one part: whether it was recorded in error, or what in it is otherwise. */
export type GivenCorrection = { id: string; isRecordedInError?: boolean | null }

/** What every part has that can be corrected. */
export type AnyPart = {
  id: string
  episodeId: string
  version: number
  correctedBy: string | null
  withdrawnAt?: Date | null
  withdrawnBy?: string | null
}

/** A room's own rows and names: its episode, what it tells readers, what its events are called, and the lists of its parts. */
export type RoomOfParts = { episode: { diedOn: string | null }; event: object; step: string; list: string }

/** How one kind of part of an episode is corrected, and taken back where it was recorded in error. */
export type CorrectedPart<Of extends RoomOfParts, Row extends AnyPart = AnyPart, Given extends GivenCorrection = GivenCorrection> = {
  list: Of['list']
  /** What a practitioner calls one of them. */
  called: string
  /** What is written down in it, as the history names it. */
  facts: readonly (keyof Row & string)[]
  find(tx: Database, episodeIds: readonly string[]): Promise<Row[]>
  update(tx: Database, rows: Row[]): Promise<void>
  /** The part as it should be; refuses to correct what was not recorded in it. */
  correct(row: Row, given: Given): Row
  /** Why such a part cannot be in an episode, in the words of the verbs. */
  whyNot(episode: Of['episode'], row: Row, now: Date): string | null
  /** Why such parts cannot be in one episode. */
  whyNotTogether?(rows: readonly Row[]): string | null
  /** When it was done, where a closing comes after it. */
  doneAt?(row: Row): Date | null
  /** What tells readers anew what they were told otherwise, by the facts that changed; `before` is what they were told of. */
  tell(episode: Of['episode'], row: Row, told: { facts: readonly string[]; before: Row; now: Date }): Of['event'][]
  /** What readers were told of it. */
  told(row: Row): readonly Of['step'][]
}

type Said<Row, Field extends keyof Row> = { [Name in Field]?: Row[Name] | null | undefined }

/** The fields that a correction gives; what it leaves out stays. */
export function saidOf<Row, Field extends keyof Row & string>(given: Said<Row, Field>, fields: readonly Field[]): Partial<Pick<Row, Field>> {
  return Object.fromEntries(fields.flatMap((field) => (given[field] == null ? [] : [[field, given[field]]]))) as Partial<Pick<Row, Field>>
}

/** What is given of an episode itself, with nothing in the place of what was recorded in error; `stepsInError` says what fields each step has. */
export function readCorrected<Field extends string, Step extends string>(
  { correctable, stepsInError }: { correctable: readonly Field[]; stepsInError: Readonly<Record<Step, readonly Field[]>> },
  input: { [Given in Field]?: unknown } & { recordedInError?: readonly Step[] | null }
): { [Given in Field]?: unknown } {
  const given = correctable.filter((field) => input[field] != null)
  const steps = input.recordedInError ?? []
  mustPermit(whyNotTakeBackAndCorrect(stepsInError, { steps, given }))
  const takenBack = steps.flatMap((step) => stepsInError[step])
  return Object.fromEntries([...given.map((field) => [field, input[field]]), ...takenBack.map((field) => [field, null])]) as { [Given in Field]?: unknown }
}

type PartChange = { before: AnyPart; after: AnyPart; differences: Correction[] }

/** The parts of one kind in an episode, in their order, and those of them that are corrected, as they were and as they become. */
export type KindOfParts<Of extends RoomOfParts> = { part: CorrectedPart<Of>; before: AnyPart[]; changes: PartChange[] }

type Wanted<Of extends RoomOfParts> = {
  episodeId: string
  /** The corrections given, by the list they are of. */
  given: { readonly [List in Of['list']]?: readonly GivenCorrection[] | null | undefined }
  /** Lists that are read besides, for what is corrected has to go with them. */
  besides: readonly Of['list'][]
}

type Becoming<Of extends RoomOfParts> = { before: Of['episode']; after: Of['episode']; now: Date }

/** How the parts of a room's episodes are corrected; `withdraw` tells readers that something they were told was recorded in error. */
export function openPartCorrections<Of extends RoomOfParts>(
  kinds: readonly CorrectedPart<Of>[],
  withdraw: (episode: Of['episode'], step: Of['step'], partId: string) => Of['event']
) {
  return {
    everyList: kinds.map(({ list }): Of['list'] => list),

    /** Reads the parts of which something is given, and those that are asked for besides, and corrects them; nothing is written yet. */
    async correctParts(tx: Database, context: Pick<RoomContext, 'principal' | 'clock'>, { episodeId, given, besides }: Wanted<Of>): Promise<KindOfParts<Of>[]> {
      const of = (list: Of['list']): readonly GivenCorrection[] => given[list] ?? []
      const wanted = kinds.filter(({ list }) => besides.includes(list) || of(list).length > 0)
      return Promise.all(wanted.map(async (part) => correctKind(context, part, { standing: await part.find(tx, [episodeId]), corrections: of(part.list) })))
    },

    /** What readers were told otherwise of parts, as it is, and what they are told no more. */
    eventsOfParts(episode: Of['episode'], parts: readonly KindOfParts<Of>[], now: Date): Of['event'][] {
      return parts.flatMap(({ part, changes }) =>
        changes.flatMap(({ before, after, differences }) => {
          if (after.withdrawnAt) return part.told(before).map((step) => withdraw(episode, step, before.id))
          return part.tell(episode, after, { facts: differences.map(({ field }) => field.slice(part.list.length + 1)), before, now })
        })
      )
    }
  }
}

function correctKind<Of extends RoomOfParts>(
  context: Pick<RoomContext, 'principal' | 'clock'>,
  part: CorrectedPart<Of>,
  { standing, corrections }: { standing: AnyPart[]; corrections: readonly GivenCorrection[] }
): KindOfParts<Of> {
  if (new Set(corrections.map(({ id }) => id)).size < corrections.length) refuse('BAD_USER_INPUT', 'One is corrected twice. Say all of it at once.')
  const changes = corrections.flatMap((correction) => {
    const before = standing.find(({ id }) => id === correction.id) ?? refuse('NOT_FOUND', `${part.called} of that id is not in this episode.`)
    return changeOf(context, part, { before, correction }) ?? []
  })
  return { part, before: standing, changes }
}

/** How a part changes; null where it stays as it is. */
function changeOf<Of extends RoomOfParts>(
  { principal, clock }: Pick<RoomContext, 'principal' | 'clock'>,
  part: CorrectedPart<Of>,
  { before, correction }: { before: AnyPart; correction: GivenCorrection }
): PartChange | null {
  const name = (differences: Correction[]) => differences.map((one) => ({ ...one, field: `${part.list}.${one.field}`, partId: before.id }))
  if (correction.isRecordedInError) {
    mustPermit(whyNotBesides(correction))
    const after = { ...before, withdrawnAt: clock.now(), withdrawnBy: principal.subject, version: before.version + 1 }
    return { before, after, differences: name(findDifferences(before, Object.fromEntries(part.facts.map((fact) => [fact, null])))) }
  }
  const corrected = part.correct(before, correction)
  const differences = findDifferences(before, Object.fromEntries(part.facts.map((fact) => [fact, corrected[fact as keyof AnyPart]])))
  return differences.length === 0
    ? null
    : { before, after: { ...corrected, correctedBy: principal.subject, version: before.version + 1 }, differences: name(differences) }
}

/** The parts of one list that stand, as they become, in their order. */
export function standingOf<Of extends RoomOfParts>(parts: readonly KindOfParts<Of>[], list: Of['list']): AnyPart[] {
  return parts
    .filter(({ part }) => part.list === list)
    .flatMap(({ before, changes }) => before.map((row) => changes.find((change) => change.before === row)?.after ?? row))
    .filter(({ withdrawnAt }) => !withdrawnAt)
}

/** When parts were done that a closing comes after. */
export function doneIn<Of extends RoomOfParts>(parts: readonly KindOfParts<Of>[]): Date[] {
  return parts.flatMap(({ part }) => standingOf(parts, part.list).flatMap((row) => part.doneAt?.(row) ?? []))
}

/**
 * Why the parts do not go with the episode as it would become. What did not go with it before is no reason to refuse what is corrected beside it;
 * a death that was told since speaks only against what is moved past it.
 */
export function whyNotKeep<Of extends RoomOfParts>(parts: readonly KindOfParts<Of>[], { before, after, now }: Becoming<Of>): string | null {
  const living = { ...after, diedOn: null }
  for (const { part, before: standing, changes } of parts) {
    for (const change of changes) {
      const fault = change.after.withdrawnAt ? null : part.whyNot(after, change.after, now)
      if (fault && part.whyNot(before, change.before, now) !== fault) return fault
    }
    for (const row of standing.filter((one) => !changes.some((change) => change.before === one))) {
      const fault = part.whyNot(living, row, now)
      if (fault && part.whyNot({ ...before, diedOn: null }, row, now) === null) return `${part.called} that is recorded would not go with that. ${fault}`
    }
    const together = part.whyNotTogether?.(standingOf(parts, part.list)) ?? null
    if (together && part.whyNotTogether?.(standing.filter(({ withdrawnAt }) => !withdrawnAt)) !== together) return together
  }
  return null
}

export function differencesOf<Of extends RoomOfParts>(parts: readonly KindOfParts<Of>[]): Correction[] {
  return parts.flatMap(({ changes }) => changes.flatMap(({ differences }) => differences))
}

export async function updateParts<Of extends RoomOfParts>(tx: Database, parts: readonly KindOfParts<Of>[]): Promise<void> {
  const changed = parts.filter(({ changes }) => changes.length > 0)
  await Promise.all(
    changed.map(({ part, changes }) =>
      part.update(
        tx,
        changes.map(({ after }) => after)
      )
    )
  )
}
