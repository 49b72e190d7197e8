using System.Diagnostics;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>Runs tests against a plan (<c>kt policy test</c>): each call goes through admission, input, routing, tools and output. Safe for use from several threads.</summary>
/// <param name="plan">The plan.</param>
/// <param name="options">Environment and services.</param>
public sealed class PolicyTestRunner(PolicyPlan plan, PolicyTestOptions options)
{
    /// <summary>Runs one test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="cancellation">Ends the wait for policies that ask others.</param>
    public async ValueTask<PolicyTestResult> RunAsync(PolicyTest test, CancellationToken cancellation = default)
    {
        var began = Stopwatch.GetTimestamp();

        // 1. Test → call, with counters of its own.
        var made = new TestCall(test.Written, plan, options.Environment);
        var services = options.Services with { Counters = new MemoryCounterStore(options.Services.Time) };
        var call = new PolicyCall(made.Context, services);

        // 2. The whole chain.
        var scope = plan.Scope(made.Context, services.Time.GetUtcNow());
        var outcome = await new CallRun(plan, scope, made, call).RunAsync(cancellation).ConfigureAwait(false);
        call.End(0);

        // 3. As expected?
        var differences = Expectation.Compare(test.Written.Expected, outcome, made.Model is not null);
        return new PolicyTestResult(test, differences, Stopwatch.GetElapsedTime(began));
    }
}
