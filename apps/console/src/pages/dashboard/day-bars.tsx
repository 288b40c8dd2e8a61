import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Day } from './dinners-by-day.ts'

const height = 150

/** A bar for each day. It says nothing to a screen reader: the list beside it does. */
export function DayBars({ days }: { readonly days: readonly Day[] }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = host.current
    if (place === null) return undefined
    const chart = new UPlot(optionsFor(days, place), dataOf(days), place)
    const fit = new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height }))
    fit.observe(place)
    const repaint = () => chart.redraw(false, true)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', repaint)
    const theme = new MutationObserver(repaint)
    theme.observe(document.documentElement, { attributes: true })
    return () => {
      fit.disconnect()
      scheme.removeEventListener('change', repaint)
      theme.disconnect()
      chart.destroy()
    }
  }, [days])
  return <div ref={host} aria-hidden className="mt-2 h-[150px] text-faint" />
}

function dataOf(days: readonly Day[]): UPlot.AlignedData {
  return [days.map((_, index) => index), days.map(({ dinners }) => dinners)]
}

function optionsFor(days: readonly Day[], place: HTMLElement): UPlot.Options {
  // Asked at each drawing: light and dark have their own.
  const colour = (name: string) => () => resolved(place, `var(--${name})`)
  const axis = { stroke: colour('faint'), font: '12px Inter Variable, sans-serif' }
  const bars = UPlot.paths.bars?.({ size: [0.6, 36], radius: 0.15 })
  return {
    width: place.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 0, 0, 0],
    scales: {
      x: { time: false, range: [-0.6, days.length - 0.4] },
      y: { range: (_, __, most) => [0, Math.max(most, 4)] },
    },
    series: [
      {},
      {
        fill: colour('ember'),
        width: 0,
        points: { show: false },
        ...(bars ? { paths: bars } : {}),
      },
    ],
    axes: [
      {
        ...axis,
        grid: { show: false },
        ticks: { show: false },
        size: 24,
        splits: () => days.map((_, index) => index),
        values: (_, splits) => splits.map((index) => dayNumber(days[index])),
      },
      {
        ...axis,
        grid: { stroke: colour('line'), width: 1 },
        ticks: { show: false },
        size: 28,
        incrs: [1, 2, 5, 10, 20, 50],
      },
    ],
  }
}

function dayNumber(day: Day | undefined): string {
  if (day === undefined) return ''
  const date = new Date(`${day.date}T12:00:00Z`)
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', timeZone: 'UTC' }).format(date)
}

/** A colour of the theme as the canvas can read it. */
function resolved(place: HTMLElement, value: string): string {
  const probe = document.createElement('span')
  probe.style.color = value
  place.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
