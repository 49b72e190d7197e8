using Keeptrusts.Testing.Databases;

[assembly: AssemblyFixture(typeof(SharedPostgreSql))]
