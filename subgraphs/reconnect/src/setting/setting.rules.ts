import type { CustodySetting } from '../../db/codes.ts'

// What a deployment of this room may set otherwise. What is official is not among it: treatment within 3 weeks of release, and support
// from 12 weeks before release to six months after it.

type Setting = { option: string; about: string; source: string }
type Period = Setting & { unit: 'days' | 'months'; standard: number; least: number; most: number }

const proposed = 'A proposal: no national standard was found.'
export const servicePages = 'RECONNECT service pages of Leicestershire Partnership, Berkshire Healthcare and West Yorkshire.'

function days(option: string, standard: number, { about, source = proposed }: { about: string; source?: string }): Period {
  return { option: `RECONNECT_${option}`, unit: 'days', standard, least: 0, most: 366, about, source }
}

/** Periods in whole days or months, each with its option in the environment, its standard, and where that comes from. */
export const periods = {
  referralDaysBeforeRelease: days('REFERRAL_DAYS_BEFORE_RELEASE', 12 * 7, {
    about: 'How many days before release the referral window begins.',
    source: servicePages
  }),
  referralDaysAfterRelease: days('REFERRAL_DAYS_AFTER_RELEASE', 28, {
    about: 'How many days after release the referral window ends.',
    source: servicePages
  }),
  lateReferralDays: days('LATE_REFERRAL_DAYS', 28, { about: 'A referral is late with fewer days than these to the planned release.' }),
  assessmentDays: days('ASSESSMENT_DAYS', 14, { about: 'Days from the acceptance to the assessment.' }),
  planDaysBeforeRelease: days('PLAN_DAYS_BEFORE_RELEASE', 14, { about: 'How many days before release the plan is due.' }),
  gateMeetingPlannedDaysBeforeRelease: days('GATE_MEETING_PLANNED_DAYS_BEFORE_RELEASE', 7, {
    about: 'How many days before release the meeting at the gate is to be planned.'
  }),
  firstContactDays: days('FIRST_CONTACT_DAYS', 2, { about: 'Days from release to the first contact.' }),
  firstContactAtTheLatestDays: days('FIRST_CONTACT_AT_THE_LATEST_DAYS', 7, { about: 'Days from release to the first contact at the latest.' }),
  gpRegistrationDays: days('GP_REGISTRATION_DAYS', 28, { about: 'Days from release to the registration with a GP.' }),
  firstReviewDays: days('FIRST_REVIEW_DAYS', 4 * 7, { about: 'Days from release to the first review (REVIEW_AT_4_WEEKS).' }),
  secondReviewDays: days('SECOND_REVIEW_DAYS', 12 * 7, { about: 'Days from release to the second review (REVIEW_AT_12_WEEKS).' }),
  thirdReviewDays: days('THIRD_REVIEW_DAYS', 26 * 7, { about: 'Days from release to the third review (REVIEW_AT_26_WEEKS).' }),
  goalStallsAfterDays: days('GOAL_STALLS_AFTER_DAYS', 28, { about: 'A goal that is not finished is stalled after so many days without a review.' }),
  nearTheEndMonthsAfterRelease: {
    ...days('NEAR_THE_END_MONTHS_AFTER_RELEASE', 5, { about: 'From so many months after release on, support is near its end.' }),
    ...{ unit: 'months', least: 1, most: 6 }
  },
  nearTheEndDaysBeforeExtensionEnds: days('NEAR_THE_END_DAYS_BEFORE_EXTENSION_ENDS', 28, {
    about: 'So many days before an extension ends, support is near its end.'
  })
} as const satisfies Record<string, Period>

export type PeriodName = keyof typeof periods

/** `custodyTakenOn`: from which custody people are taken on. It informs and refuses nobody. */
export type Settings = Record<PeriodName, number> & { ownPrisons: readonly string[]; custodyTakenOn: readonly CustodySetting[] }

export const codes = {
  ownPrisons: {
    option: 'RECONNECT_PRISONS',
    about: "This service's prisons, by their NOMIS ids: whoever leaves one of them is of its area, wherever else that is not known.",
    source: 'HMP Preston, Lancaster Farms, Kirkham, Wymott, Garth and Haverigg: ministryofjustice/prison-register.'
  },
  custodyTakenOn: {
    option: 'RECONNECT_CUSTODY_TAKEN_ON',
    about: 'From which kinds of custody people are taken on. It informs and refuses nobody.',
    source: 'Remand and temporary release: West Yorkshire service page. Release from court: a proposal.'
  }
} as const satisfies Record<string, Setting>

/** The settings of a deployment that says nothing. */
export const standardSettings: Settings = {
  ...(Object.fromEntries(Object.entries(periods).map(([name, { standard }]) => [name, standard])) as Record<PeriodName, number>),
  ownPrisons: ['PNI', 'LFI', 'KMI', 'WMI', 'GHI', 'HVI'],
  custodyTakenOn: ['SENTENCED', 'REMAND', 'RELEASED_FROM_COURT', 'TEMPORARY_RELEASE']
}

// What comes first may not be due after what comes next.
const inOrder: readonly (readonly [PeriodName, PeriodName])[] = [
  ['firstContactDays', 'firstContactAtTheLatestDays'],
  ['firstReviewDays', 'secondReviewDays'],
  ['secondReviewDays', 'thirdReviewDays']
]

/** What is wrong between settings that are each right by themselves: the option at fault, and why. */
export function faultsBetween(settings: Settings): { option: string; fault: string }[] {
  return inOrder.flatMap(([first, next]) =>
    settings[first] <= settings[next] ? [] : [{ option: periods[first].option, fault: `must not be more than ${periods[next].option}` }]
  )
}

export type ShownSetting = Setting & { unit: 'DAYS' | 'MONTHS' | 'CODES'; value: string; standardValue: string }

/** Every setting as a reader is shown it. */
export function showSettings(settings: Settings): ShownSetting[] {
  const ofCodes = Object.entries(codes).map(([name, { option, about, source }]) => {
    const joined = (of: Settings) => of[name as keyof typeof codes].join(',')
    return { option, about, source, unit: 'CODES' as const, value: joined(settings), standardValue: joined(standardSettings) }
  })
  const ofPeriods = Object.entries(periods).map(([name, { option, about, source, unit, standard }]) => ({
    ...{ option, about, source },
    unit: unit === 'days' ? ('DAYS' as const) : ('MONTHS' as const),
    value: String(settings[name as PeriodName]),
    standardValue: String(standard)
  }))
  return [...ofCodes, ...ofPeriods]
}
