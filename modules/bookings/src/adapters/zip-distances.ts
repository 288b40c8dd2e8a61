import { readFileSync } from 'node:fs'
import type { Place } from '../contract.ts'
import type { Distances } from '../travel/distances.ts'

type Point = readonly [latitude: number, longitude: number]

const earthMiles = 3_958.8
/** Roads are longer than the line between two places; about a fifth in and around cities. */
const roadFactor = 1.2

/**
 * Distances between the middles of ZIP codes, by the file beside this one: good to a mile or two,
 * and for the demonstration's area alone. Other places, also abroad, are unknown to it.
 */
export function createZipDistances(): Distances {
  let points: ReadonlyMap<string, Point> | undefined
  const find = ({ country, postalCode }: Place) => {
    points ??= readCentroids()
    return country === 'US' ? points.get(postalCode.trim().slice(0, 5)) : undefined
  }
  return {
    async milesBetween(from, to) {
      const [start, end] = [find(from), find(to)]
      return start && end ? lineMiles(start, end) * roadFactor : undefined
    },
  }
}

function readCentroids(): ReadonlyMap<string, Point> {
  const text = readFileSync(`${import.meta.dirname}/zip-centroids.csv`, 'utf8')
  const rows = text.split('\n').filter((line) => /^\d/.test(line))
  return new Map(
    rows.map((row) => {
      const [code = '', latitude, longitude] = row.split(',')
      return [code, [Number(latitude), Number(longitude)]]
    }),
  )
}

/** The length of the great circle between two points. */
function lineMiles(one: Point, other: Point): number {
  const [fromLatitude, toLatitude] = [radians(one[0]), radians(other[0])]
  const chord =
    haversine(toLatitude - fromLatitude) +
    Math.cos(fromLatitude) * Math.cos(toLatitude) * haversine(radians(other[1] - one[1]))
  return 2 * earthMiles * Math.asin(Math.sqrt(chord))
}

function haversine(angle: number): number {
  return Math.sin(angle / 2) ** 2
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
