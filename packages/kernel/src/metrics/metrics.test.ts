import { register } from 'prom-client'
import { describe, expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'
import type { Metrics } from './metrics.ts'

async function linesOf(metrics: Metrics): Promise<string[]> {
  const { body } = await metrics.render()
  return body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

const http = { name: 'http_seconds', help: 'h', labels: ['route'], buckets: [0.1, 1] } as const

describe('what Prometheus reads', () => {
  test('counters, gauges and histograms in the text format', async () => {
    const metrics = createMetrics()
    metrics.counter({ name: 'jobs_total', help: 'Jobs done.', labels: ['job', 'ok'] }).inc({
      job: 'render',
      ok: true,
    })
    metrics.gauge({ name: 'pool_size', help: 'Connections.' }).set({}, 7)
    const histogram = metrics.histogram(http)
    for (const value of [0.05, 0.1, 0.5, 3]) histogram.observe({ route: '/a' }, value)

    const { contentType, body } = await metrics.render()
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(body).toContain('# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\n')
    expect(await linesOf(metrics)).toEqual([
      'jobs_total{job="render",ok="true"} 1',
      'pool_size 7',
      'http_seconds_bucket{route="/a",le="0.1"} 2',
      'http_seconds_bucket{route="/a",le="1"} 3',
      'http_seconds_bucket{route="/a",le="+Inf"} 4',
      'http_seconds_sum{route="/a"} 3.65',
      'http_seconds_count{route="/a"} 4',
    ])
  })

  test('a counter without labels shows 0 before anything happens', async () => {
    const metrics = createMetrics()
    metrics.counter({ name: 'a_total', help: 'h' })
    expect(await linesOf(metrics)).toEqual(['a_total 0'])
  })

  test('a label value can forge neither a line nor another series', async () => {
    const metrics = createMetrics()
    const counter = metrics.counter({ name: 'a_total', help: 'h', labels: ['x', 'y'] })
    counter.inc({ x: 'a\u0000b', y: '' })
    counter.inc({ x: 'a', y: 'b\u0000' })
    counter.inc({ x: '1"} 9\nforged_total 1', y: '\\' })
    counter.inc({ x: 'x'.repeat(10_000), y: '' })
    expect(await linesOf(metrics)).toEqual([
      'a_total{x="a?b",y=""} 1',
      'a_total{x="a",y="b?"} 1',
      'a_total{x="1\\"} 9?forged_total 1",y="\\\\"} 1',
      `a_total{x="${'x'.repeat(200)}",y=""} 1`,
    ])
  })

  test('process metrics: memory, event loop delay and use', async () => {
    const { body } = await createMetrics({ processMetrics: true }).render()
    expect(body).toContain('nodejs_eventloop_lag_p99_seconds ')
    expect(body).toContain('process_resident_memory_bytes ')
    expect(body).toContain('nodejs_heap_size_used_bytes ')
    expect(body).toMatch(/^nodejs_eventloop_utilization_ratio (?:0|1|0\.\d+|\d.*e-\d+)$/m)
  })
})

test('no address space goes by the name of a heap', async () => {
  const { body } = await createMetrics({ processMetrics: true }).render()
  expect(body).not.toContain('process_heap_bytes')
})

describe('series are bounded', () => {
  test('beyond the cap a measurement only counts as overflow', async () => {
    const metrics = createMetrics({ maxSeries: 3 })
    const counter = metrics.counter({ name: 'a_total', help: 'h', labels: ['id'] })
    for (let id = 0; id < 10; id += 1) counter.inc({ id })
    counter.inc({ id: 0 })
    const late = counter.bind({ id: 99 })
    late.inc()
    late.inc(5)
    expect(await linesOf(metrics)).toEqual([
      'metrics_series_overflow_total{metric="a_total"} 9',
      'a_total{id="0"} 2',
      'a_total{id="1"} 1',
      'a_total{id="2"} 1',
    ])
  })

  test('gauges and histograms too, with a cap of their own', async () => {
    const metrics = createMetrics()
    const gauge = metrics.gauge({ name: 'g', help: 'h', labels: ['id'], maxSeries: 1 })
    const histogram = metrics.histogram({ ...http, maxSeries: 1 })
    for (const id of ['a', 'b', 'c']) {
      gauge.set({ id }, 1)
      gauge.bind({ id }).set(1)
      histogram.observe({ route: id }, 1)
      histogram.bind({ route: id }).observe(1)
    }
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        'metrics_series_overflow_total{metric="g"} 4',
        'metrics_series_overflow_total{metric="http_seconds"} 4',
        'http_seconds_count{route="a"} 2',
      ]),
    )
  })
})

describe('a measurement never throws', () => {
  test('unreal amounts are ignored', async () => {
    const metrics = createMetrics()
    const counter = metrics.counter({ name: 'a_total', help: 'h' })
    const histogram = metrics.histogram({ name: 'h', help: 'h', buckets: [1] })
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      counter.inc({}, value)
      histogram.observe({}, value)
    }
    counter.inc({}, -1)
    expect(await linesOf(metrics)).toEqual([
      'a_total 0',
      'h_bucket{le="1"} 0',
      'h_bucket{le="+Inf"} 0',
      'h_sum 0',
      'h_count 0',
    ])
  })

  test('missing and unknown labels', async () => {
    const metrics = createMetrics()
    const counter = metrics.counter({ name: 'a_total', help: 'h', labels: ['x'] })
    const loose = counter as unknown as { inc(labels?: object): void }
    loose.inc()
    loose.inc({ other: 1 })
    expect(await linesOf(metrics)).toEqual(['a_total{x=""} 2'])
  })
})

describe('a gauge that is read', () => {
  test('shows what is there now, and forgets what is gone', async () => {
    const metrics = createMetrics()
    const queues = new Map([['mail', 3]])
    const gauge = metrics.gauge({ name: 'queue_depth', help: 'h', labels: ['queue'] })
    gauge.collect(() => [...queues].map(([queue, value]) => ({ labels: { queue }, value })))
    expect(await linesOf(metrics)).toEqual(['queue_depth{queue="mail"} 3'])
    queues.clear()
    queues.set('render', 1)
    expect(await linesOf(metrics)).toEqual(['queue_depth{queue="render"} 1'])
  })

  test('and throws, hides only itself', async () => {
    const metrics = createMetrics()
    metrics.gauge({ name: 'broken', help: 'h' }).collect(() => {
      throw new Error('no')
    })
    metrics.counter({ name: 'a_total', help: 'h' }).inc()
    expect(await linesOf(metrics)).toEqual(['a_total 1'])
  })
})

describe('names', () => {
  test('the same definition twice is the same instrument', async () => {
    const metrics = createMetrics()
    metrics.histogram(http).observe({ route: 'a' }, 1)
    metrics.histogram(http).observe({ route: 'a' }, 1)
    expect(await linesOf(metrics)).toContain('http_seconds_count{route="a"} 2')
  })

  test('another definition of one name, and a name that Prometheus refuses, throw', () => {
    const metrics = createMetrics()
    metrics.histogram(http)
    expect(() => metrics.histogram({ ...http, buckets: [1] })).toThrow('http_seconds')
    expect(() => metrics.counter({ name: 'http_seconds', help: 'h' })).toThrow('http_seconds')
    expect(() => metrics.counter({ name: 'a-b', help: 'h' })).toThrow('a-b')
    expect(() => metrics.counter({ name: 'a', help: 'h', labels: ['le'] })).toThrow('le')
    expect(() => metrics.histogram({ name: 'b', help: 'h', buckets: [2, 1] })).toThrow('rise')
  })

  test('two registries and the library’s global one do not know each other', async () => {
    const [one, other] = [createMetrics(), createMetrics()]
    one.counter({ name: 'a_total', help: 'h' }).inc()
    expect(await linesOf(other)).toEqual([])
    expect(register.getMetricsAsArray()).toEqual([])
  })
})
