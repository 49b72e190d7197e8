namespace Keeptrusts.Host.Runtime.Protection;

/// <summary>Which sort of place a key ring is in.</summary>
internal enum KeyRingKind
{
    /// <summary>In the database, wrapped by the master key; all nodes share it.</summary>
    Database,

    /// <summary>In a folder of this user, apart from the data.</summary>
    Outside,

    /// <summary>In the data folder: whoever copies that can read everything. <c>kt doctor</c> warns.</summary>
    DataFolder,
}
