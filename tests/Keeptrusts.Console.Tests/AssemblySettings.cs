using Keeptrusts.Testing.Databases;
using Keeptrusts.Console.Tests.Harness;
using Xunit.Sdk;
using Xunit.v3;

// A test waits for its host, its browser and its own clicks in turn; two of them use what each leaves idle.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(SharedPostgreSql))]
