using Keeptrusts.Console.Tests.Harness;
using Xunit.Sdk;
using Xunit.v3;

// Each test starts a host and drives a browser: side by side they would only wait for one another.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Browser))]
