namespace Keeptrusts.Policy.Judging;

/// <summary>Judges by what the text says alone: asks no service and no human and counts nothing, so that it may be asked before anything is sent.</summary>
internal interface ILocalTextPolicy : ITextPolicy;
