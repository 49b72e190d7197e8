using Keeptrusts.Testing.Databases;
using Xunit.Sdk;
using Xunit.v3;

// Most of the time is spent waiting for processes to start and for clocks; no test compares durations with a limit of its own.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 3)]
[assembly: AssemblyFixture(typeof(SharedPostgreSql))]
