import type { LiaisonDiversionRow } from './liaison-diversion.ts'
import { toldOf, type OnwardReferralRow } from './onward-referrals.ts'
import { familyNames, givenNames } from './names.ts'
import { recordOf, type PersonRow, type Someone } from './person.ts'
import type { ReconnectRow } from './reconnect.ts'
import type { Calendar } from './times.ts'

/** The NHS number of the first person of every population: the first of the test range. */
export const exampleNhsNumber = '9990000018'

/** The demo's drug and alcohol service in Blackburn, and the code under which its staff sign in. */
const recoveryHub = { service: '0bf3373b-8391-5827-af9f-5a03454461eb', provider_organisation: 'DEMO-PROVIDER' }

export type Example = {
  custodyRecord: PersonRow
  prisonRecord: PersonRow
  liaisonDiversion: LiaisonDiversionRow
  reconnect: ReconnectRow
  referral: OnwardReferralRow
}

/** The first person of every population: from a police cell in Blackburn through HMP Preston to a drug and alcohol service, by way of Lancaster Farms, agreeing to all sharing. */
export function exampleOf(someone: Someone, calendar: Calendar): Example {
  const who = { ...someone, sex: 'M' as const, isChild: false, birthDate: '1987-04-11', given: givenNames.M[0] ?? '', family: familyNames[0] ?? '' }
  const agrees = (metOn: number): PersonRow => ({
    ...{ nhs_number: exampleNhsNumber, nhs_number_verified: 'Y', postcode: 'BB1 1ZZ', location_sensitive: 'N', pnc: '' },
    ...{ consent_sister_service: 'GIVEN', consent_sister_service_on: calendar.day(metOn) },
    ...{ consent_onward_service: 'GIVEN', consent_onward_service_on: calendar.day(metOn) }
  })
  const inCustody = { source_system: 'synthetic-custody', source_key: `S${someone.index}` }
  const inPrison = { source_system: 'synthetic-prison', source_key: `S${someone.index}` }
  return {
    custodyRecord: { ...recordOf(who, { system: 'synthetic-custody', metOn: -150, calendar }), ...agrees(-150) },
    prisonRecord: { ...recordOf(who, { system: 'synthetic-prison', metOn: -60, calendar }), ...agrees(-60) },
    liaisonDiversion: {
      ...inCustody,
      ...{ episode_key: `E${someone.index}-0`, facility: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', received_at: calendar.at(-150, 21) },
      ...{ screened_at: calendar.at(-149, 8), screening_outcome: 'ASSESSMENT_REQUIRED', screening_risk: 'MEDIUM' },
      ...{ needs: 'substance-use:IDENTIFIED;mental-health:IDENTIFIED;housing:IDENTIFIED' },
      ...{ outcome: 'NOT_DIVERTED', outcome_at: calendar.at(-142, 15), closed_at: calendar.at(-140, 16), closure_reason: 'COMPLETED' }
    },
    reconnect: { ...inPrison, episode_key: `R${someone.index}-0`, ...inside(calendar), ...outside(calendar) },
    referral: {
      ...inPrison,
      ...recoveryHub,
      ...{ referral_key: `R${someone.index}-0-substance-use`, episode_key: `R${someone.index}-0`, need: 'substance-use', consent: 'GIVEN' },
      ...toldOf(who),
      ...{ sent_at: calendar.at(-40, 10), received_at: calendar.at(-39, 9), accepted_at: calendar.at(-38, 14), offered_at: calendar.at(-38, 15) },
      ...{ first_appointment_at: calendar.at(-26, 11), attendance: 'ATTENDED', support_started_at: calendar.at(-26, 12) }
    }
  }
}

/** From the referral to the gate: moved once, met by two workers, and wanting peer support. */
function inside(calendar: Calendar): ReconnectRow {
  const { at, day } = calendar
  return {
    ...{ facility: 'PNI', source: 'SUBSTANCE_MISUSE_TEAM', referred_at: at(-60, 10), accepted_at: at(-58, 11) },
    ...{ eligibility_checked_at: at(-59, 12), custody_setting: 'SENTENCED', health_need: 'YES', struggles_to_engage: 'YES', risk_of_serious_harm: 'MEDIUM' },
    ...{ intensive_services: 'NO', residential_rehabilitation: 'NO', resettlement_area: 'LANCASHIRE_OR_CUMBRIA' },
    ...{ assessed_at: at(-55, 10), needs: 'substance-use:DRUGS_AND_ALCOHOL:REFERRED;mental-health:HEALTH:IDENTIFIED;housing:ACCOMMODATION:REFERRED' },
    ...{ plan_made_at: at(-50, 11), goals: 'substance-use:IN_PROGRESS;housing:ACHIEVED', goals_reviewed_at: at(-14, 14) },
    peer_support_offers: `${at(-52, 10)}/ACCEPTED`,
    prison_transfers: `LFI:${day(-47)}`,
    workers: `PRISON/inside-navigator/${at(-58, 12)}/${at(-57, 9)};COMMUNITY/demo-reconnect-navigator/${at(-35, 10)}/${at(-34, 9)}`,
    planned_releases: `${day(-20)}:FIRST_KNOWN:${day(-60)};${day(-28)}:EARLY_RELEASE:${day(-45)}`,
    ...{ gate_meeting_at: at(-28, 9), gate_meeting_outcome: 'MET' }
  }
}

/** After it: seen within two days, and three days without the medicine, which ran out before the appointment. */
function outside({ at, day }: Calendar): ReconnectRow {
  return {
    ...{ released_on: day(-28), slept_at: 'SUPPORTED_HOUSING', gp_registered_on: day(-20), treatment_started_on: day(-26) },
    ...{ medicine_days_in_hand: '7', medicine_continues_on: day(-18), medicine_continues_by: 'APPOINTMENT' },
    contacts: `${at(-27, 11)}/SUPPORT/TELEPHONE/ON_TIME;${at(-14, 14)}/REVIEW/FACE_TO_FACE/ON_TIME`
  }
}
