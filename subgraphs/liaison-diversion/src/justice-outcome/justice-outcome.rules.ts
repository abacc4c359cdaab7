import { londonDate } from '@throughcare/kit/clock'
import type { JusticeOutcomeRow } from './justice-outcome.store.ts'

type Meaning = { label: string; isInterim?: true }

// Outcome types of the Home Office counting rules for recorded crime.
const policeOutcomes: Record<string, Meaning> = {
  '1': { label: 'Charged or summonsed' },
  '2': { label: 'Youth caution' },
  '3': { label: 'Adult caution' },
  '4': { label: 'Taken into consideration' },
  '5': { label: 'Offender has died' },
  '6': { label: 'Penalty notice' },
  '7': { label: 'Cannabis or khat warning' },
  '8': { label: 'Community resolution' },
  '9': { label: 'Not in the public interest (Crown Prosecution Service)' },
  '10': { label: 'Not in the public interest (police)' },
  '11': { label: 'Suspect under the age of criminal responsibility' },
  '12': { label: 'Suspect too ill to prosecute' },
  '13': { label: 'Victim or witness dead or too ill' },
  '14': { label: 'Evidential difficulties: no suspect identified, victim does not support action' },
  '15': { label: 'Evidential difficulties: victim supports action' },
  '16': { label: 'Evidential difficulties: victim does not support action' },
  '17': { label: 'Prosecution time limit expired' },
  '18': { label: 'No suspect identified' },
  '19': { label: 'Passed to the National Fraud Intelligence Bureau' },
  '20': { label: 'Action by another body' },
  '21': { label: 'Further investigation not in the public interest' },
  '22': { label: 'Diversionary, educational or intervention activity' }
}

// Court outcomes by their NOMIS codes: ministryofjustice hmpps-remand-and-sentencing-api, migration/common. The hospital order (Mental
// Health Act 1983, s37 and s41) and the youth rehabilitation order have no code in what was read of that list, so they are named by their own letters.
const courtOutcomes: Record<string, Meaning> = {
  '4506': { label: 'Adjourned', isInterim: true },
  '4531': { label: 'Remanded in custody', isInterim: true },
  '4530': { label: 'Conditional bail', isInterim: true },
  '4542': { label: 'Unconditional bail', isInterim: true },
  G: { label: 'Guilty', isInterim: true },
  '4004': { label: 'Convicted, awaiting sentence', isInterim: true },
  '4565': { label: 'Sent to the Crown Court for trial', isInterim: true },
  '4001': { label: 'Committed for sentence', isInterim: true },
  '4016': { label: 'Committed for sentence in custody', isInterim: true },
  '4560': { label: 'Committed for trial in custody', isInterim: true },
  '1015': { label: 'Fine' },
  '1019': { label: 'Discharged' },
  '1116': { label: 'Community order' },
  '2004': { label: 'Not guilty' },
  '2006': { label: 'Dismissed' },
  '2008': { label: 'To lie on file' },
  '2050': { label: 'No evidence offered' },
  '2051': { label: 'Withdrawn' },
  '2063': { label: 'Withdrawn' },
  '2053': { label: 'Discontinued' },
  '2061': { label: 'Proceedings stayed' },
  '1057': { label: 'No separate penalty' },
  '1002': { label: 'Imprisonment' },
  '1115': { label: 'Suspended sentence' },
  '1507': { label: 'Suspended sentence implemented' },
  '1081': { label: 'Detention and training order' },
  '1510': { label: 'Imprisonment in default of a fine' },
  '1024': { label: 'Detention in a young offender institution' },
  YRO: { label: 'Youth rehabilitation order' },
  MHA37: { label: 'Hospital order (Mental Health Act 1983, s37)' },
  MHA41: { label: 'Hospital order with restrictions (Mental Health Act 1983, s37 and s41)' }
}

const codes: Record<JusticeOutcomeRow['decidedBy'], Record<string, Meaning>> = { POLICE: policeOutcomes, COURT: courtOutcomes }

/** The codes of the police or of courts, in the order of their lists. */
export function codesOf(decidedBy: JusticeOutcomeRow['decidedBy']): { code: string; label: string; isInterim: boolean }[] {
  return Object.keys(codes[decidedBy]).map((code) => ({ code, ...meaningOf({ decidedBy, code }) }))
}

/** What a code means, and whether the case goes on with it. */
export function meaningOf({ decidedBy, code }: Pick<JusticeOutcomeRow, 'decidedBy' | 'code'>): { label: string; isInterim: boolean } {
  const meaning = codes[decidedBy][code]
  return { label: meaning?.label ?? code, isInterim: meaning?.isInterim ?? false }
}

/** Why a decision cannot be recorded: it may come late, and after the closing, but not before the referral and not in the future. */
export function whyNotDecide({ decidedBy, code, decidedOn }: Decision, { receivedAt, now }: { receivedAt: Date; now: Date }): string | null {
  if (!Object.hasOwn(codes[decidedBy], code))
    return decidedBy === 'POLICE'
      ? 'There is no such police outcome: they go from 1 to 22. Check the number.'
      : 'There is no such court outcome code in the list of HMPPS. Choose the outcome from that list.'
  if (decidedOn > londonDate(now)) return 'The decision lies in the future. Give the day on which it was made.'
  return decidedOn < londonDate(receivedAt) ? 'The decision lies before the referral. Check the day.' : null
}

/** What a decision is known again by: no offence is kept with it that could tell two apart. */
export function keyOfDecision({ decidedBy, code, decidedOn }: Decision): string {
  return `${decidedBy} ${code} ${decidedOn}`
}

/** Why a decision is not recorded beside those that stand in its episode: the same again would be counted as another. */
export function whyNotDecideAgain(decision: Decision, standing: readonly Decision[]): string | null {
  return standing.some((other) => keyOfDecision(other) === keyOfDecision(decision))
    ? 'This decision is recorded already, with that outcome on that day. If another is meant, check its outcome and its day.'
    : null
}

/** Why decisions cannot be in one episode. */
export function whyDecidedTwice(decisions: readonly Decision[]): string | null {
  return decisions.map((decision, place) => whyNotDecideAgain(decision, decisions.slice(0, place))).find((fault) => fault !== null) ?? null
}

type Decision = Pick<JusticeOutcomeRow, 'decidedBy' | 'code' | 'decidedOn'>
