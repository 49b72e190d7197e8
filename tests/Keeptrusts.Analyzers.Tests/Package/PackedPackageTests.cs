namespace Keeptrusts.Analyzers.Tests.Package;

/// <summary>Tests that share one package and its consumers, one after the other.</summary>
[CollectionDefinition(nameof(PackedPackage))]
public sealed class PackedPackageTests : ICollectionFixture<PackedPackage>;
