import { refusesOutsiders, reportRequest } from '@throughcare/test/support/liaison-diversion'

describe('who may record that a report was asked for', () => refusesOutsiders({ mutation: 'requestCourtReport', input: reportRequest }))
